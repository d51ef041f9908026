/**
 * A small system of which every order of events is explored. It begins where a leader has been elected and
 * everybody has leases. There is no time: no lease ends by itself, so that a grantor that takes one for over is wrong.
 *
 * @module
 */

import type { Saved } from "../../consensus/multipaxos/journal.ts";
import type { Options } from "../../consensus/multipaxos/settings.ts";
import { linearizableStore } from "../../consensus/storms/promises.ts";
import type { Instance } from "../../kit/kit.ts";
import type { Ask } from "../../model/clients.ts";
import { nested } from "../../model/nested.ts";
import type { NodeId, Protocol } from "../../model/protocol.ts";
import { bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { bodega } from "./bodega.ts";
import type { BodegaIo, Message, Timer } from "./messages.ts";
import type { Change } from "./bugs.ts";
import type { Roster } from "./roster.ts";
import type { State } from "./state.ts";

/** A small system of Bodega. */
export type BodegaInstance = Instance<State, Message, Timer, Saved, Change>;

type BodegaProtocol = Protocol<State, Message, Timer, Saved>;

const FIRST = { round: 1, node: 0 };

/** Who answers reads of everything, besides the leader. */
function everywhere(...responders: NodeId[]) {
  return [{ from: "", to: null, responders }];
}

/** The same protocol, which begins with a leader and leases, and in which nothing happens by itself. */
function settled(
  protocol: BodegaProtocol,
  roster: Roster,
  readers: readonly NodeId[],
): BodegaProtocol {
  return {
    ...protocol,
    start(io) {
      const s = protocol.start(io, []), others = io.peers.filter((node) => node !== io.self);
      io.cancel("election");
      io.cancel("leases");
      const { ballot } = roster, leads = io.self === ballot.node;
      Object.assign(s, {
        promised: ballot,
        round: ballot.round,
        leader: ballot.node,
        loyal: !leads,
      });
      if (leads) {
        s.mandate = { ballot, promises: new Set(io.peers), found: new Map(), ahead: null };
        s.leading = {
          next: 1,
          inherited: 0,
          open: new Map(),
          followers: new Map(),
          queue: [],
          round: 0,
          checkedIn: 0,
          batching: false,
          joining: null,
        };
      }
      const lease = { number: ballot, heard: { at: 0, count: 0 }, turn: 1, until: 1 };
      const { bodega } = s;
      bodega.roster = roster;
      bodega.ranges = roster.ranges;
      bodega.promised = { ballot, bar: 0 };
      bodega.told = ballot;
      for (const node of others) {
        if (readers.includes(node)) bodega.grants.set(node, { ...lease, answered: true });
        if (readers.includes(io.self)) bodega.leases.set(node, { ...lease, bar: 0 });
      }
      return s;
    },
    upon: Object.fromEntries(
      Object.entries(protocol.upon).map(([type, handle]) => [
        type,
        (s: State, event: never, io: BodegaIo) =>
          (handle as (s: State, event: never, io: BodegaIo) => void)(
            s,
            event,
            quiet(io, readers, roster.ballot.node),
          ),
      ]),
    ) as BodegaProtocol["upon"],
  };
}

/**
 * A world without timers, and so without renewals, in which only `readers` take leases. Messages that nobody could
 * learn anything from are not sent.
 */
function quiet(io: BodegaIo, readers: readonly NodeId[], leader: NodeId): BodegaIo {
  const isIdle = (to: NodeId, message: Message) => {
    switch (message.type) {
      case "guard":
        return !readers.includes(to) && io.self !== leader;
      case "guardReply":
        return !readers.includes(io.self);
      case "leasePromiseReply":
        return true;
      case "accepted":
        return message.count === 0;
      default:
        return false;
    }
  };
  return nested(io, {
    send(to, message, ahead) {
      if (!isIdle(to, message)) io.send(to, message, ahead);
    },
    wait() {},
    cancel() {},
  });
}

const write = (value: string): Ask => ({ input: { type: "put", key: "x", value } });
const read: Ask = { input: { type: "get", key: "x" } };

/** What is not the same in all of them. */
interface Small {
  readonly words: string;
  readonly states?: number;
  /** Who answers at first. */
  readonly responders: readonly NodeId[];
  /** What clients ask, and of which node. */
  readonly asks: readonly (readonly [at: NodeId, asks: readonly Ask[]])[];
  readonly depth?: number;
  readonly nightly?: boolean;
}

function instanceOf(
  { words, states, responders, asks, depth, nightly = false }: Small,
): BodegaInstance {
  return {
    words,
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
    nightly,
    system: (change = {}) => {
      const ranges = everywhere(...responders);
      const log: Options = {
        machine: keyValueMachine as Options["machine"],
        electionTimeoutMs: [1, 2],
        heartbeatMs: 0.5,
        whenNotLeading: "forward",
      };
      const options = { ranges, leaseMs: 2, ...change.options, rules: change.rules ?? {} };
      return {
        name: "bodega",
        protocol: settled(bodega(log, options), { ballot: FIRST, ranges, silent: [] }, [
          ...new Set(asks.filter(([, [ask]]) => ask === read).map(([at]) => at)),
        ]),
        nodes: 3,
        clients: {
          workload: asks.map(([, each]) => each),
          ask: (input) => {
            const { type } = input as { readonly type: string };
            return type === "get"
              ? { type: "read", command: input }
              : type === "put"
              ? bare(input)
              : input as Message;
          },
          to: ({ client }) => asks[client]![0],
          link: "local",
          outcome: (answer) => (answer as { readonly ok: boolean }).ok ? "ok" : "fail",
        },
        invariants: [linearizableStore],
        sometimes: {
          "a read is answered by a server that does not lead": ({ history }) =>
            history.some(({ input, outcome, process }) =>
              outcome === "ok" && asks[process]?.[0] !== 0 &&
              (input as { readonly type: string }).type === "get"
            ),
        },
      };
    },
  };
}

const changeTo = (...responders: NodeId[]): Ask => ({
  input: { type: "roster", ranges: everywhere(...responders) },
});

/** A server that begins to answer reads, or ends; too many states to go through all in a test. */
const joins = {
  responders: [],
  asks: [[0, [write("a")]], [0, [changeTo(2)]], [2, [read]]],
} as const;
const leaves = {
  responders: [2],
  asks: [[0, [write("a")]], [0, [changeTo()]], [2, [read]]],
} as const;

/** The instances. */
export const instances: Readonly<Record<string, BodegaInstance>> = {
  "three readers": instanceOf({
    words: "three servers, which all answer reads; a write, and a read at each",
    states: 2443,
    responders: [1, 2],
    asks: [[0, [write("a")]], [0, [read]], [1, [read]], [2, [read]]],
  }),
  "two writes": instanceOf({
    words: "three servers, which all answer reads; two writes, and two reads",
    states: 98_997,
    responders: [1, 2],
    asks: [[0, [write("a")]], [0, [write("b")]], [1, [read]], [2, [read]]],
  }),
  "joins": instanceOf({
    words: "a server begins to answer reads, while somebody writes, and reads there",
    depth: 13,
    ...joins,
  }),
  "leaves": instanceOf({
    words: "a server ends to answer reads, while somebody writes, and reads there",
    depth: 13,
    ...leaves,
  }),
  "joins, to the end": instanceOf({
    words: "the same as joins, all of it",
    states: 5_027_396,
    nightly: true,
    ...joins,
  }),
  "leaves, to the end": instanceOf({
    words: "the same as leaves, all of it",
    states: 12_100_942,
    nightly: true,
    ...leaves,
  }),
};
