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
import type { NodeId } from "../../model/protocol.ts";
import { bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { bodega } from "./bodega.ts";
import type { Message, Timer } from "./messages.ts";
import type { Change } from "./bugs.ts";
import { type Beginning, everywhere, settled } from "./quiet.ts";
import type { State } from "./state.ts";

/** A small system of Bodega. */
export type BodegaInstance = Instance<State, Message, Timer, Saved, Change>;

const write = (value: string): Ask => ({ input: { type: "put", key: "x", value } });
const read: Ask = { input: { type: "get", key: "x" } };

/** What is not the same in all of them. */
interface Small extends Beginning {
  readonly words: string;
  readonly states?: number;
  /** What clients ask, and of which node. */
  readonly asks: readonly (readonly [at: NodeId, asks: readonly Ask[]])[];
  readonly depth?: number;
  readonly nightly?: boolean;
  /** How many slots may be open at once; default: the log's. */
  readonly window?: number;
  /** Whether each link keeps order; default false. */
  readonly ordered?: boolean;
}

function instanceOf(small: Small): BodegaInstance {
  const { words, states, responders, asks, depth, nightly = false, window } = small;
  return {
    words,
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
    nightly,
    system: (change = {}) => {
      const ranges = everywhere(...responders);
      const readersAt = asks.filter(([, [ask]]) => ask === read).map(([at]) => at);
      const log: Options = {
        machine: keyValueMachine as Options["machine"],
        electionTimeoutMs: [1, 2],
        heartbeatMs: 0.5,
        whenNotLeading: "forward",
        ...(window === undefined ? {} : { window }),
      };
      const options = { ranges, leaseMs: 2, ...change.options, rules: change.rules ?? {} };
      return {
        name: "bodega",
        protocol: settled(bodega(log, options), small, [...new Set(readersAt)]),
        nodes: 3,
        ...(small.ordered ? { network: "ordered" } : {}),
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
  "members": instanceOf({
    words: "another server comes to decide alone, leads and is written to; a read at a holder",
    states: 17_222,
    responders: [2],
    grantors: [0],
    successor: 1,
    ordered: true,
    window: 2,
    asks: [
      [0, [{ input: { type: "change", members: [1] } }]],
      [1, [write("a")]],
      [2, [read]],
    ],
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
