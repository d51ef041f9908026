/**
 * A small system of which every order of events is explored. It begins where a leader has been elected and leases
 * are held. There is no time: no lease ends by itself, so that a grantor that takes one for over is wrong.
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
import type { KeyRange } from "../keys.ts";
import type { Change } from "./bugs.ts";
import type { Message, Timer } from "./messages.ts";
import { type Beginning, settled } from "./quiet.ts";
import { quorumLease } from "./quorum_lease.ts";
import type { State } from "./state.ts";

/** A small system of quorum leases. */
export type LeaseInstance = Instance<State, Message, Timer, Saved, Change>;

/** Who holds leases of everything. */
function everywhere(...responders: NodeId[]): KeyRange[] {
  return [{ from: "", to: null, responders }];
}

/** What is not the same in all of them. */
interface Small extends Beginning {
  readonly words: string;
  readonly states?: number;
  readonly depth?: number;
  readonly nightly?: boolean;
  /** What clients ask, and of which node. */
  readonly asks: readonly (readonly [at: NodeId, asks: readonly Ask[]])[];
  /** How many slots may be open at once; default: the log's. */
  readonly window?: number;
  /** Whether each link keeps order; default false. */
  readonly ordered?: boolean;
}

const write = (value: string): Ask => ({ input: { type: "put", key: "x", value } });
const read: Ask = { input: { type: "get", key: "x" } };
const changeTo = (...responders: NodeId[]): Ask => ({
  input: { type: "configure", ranges: everywhere(...responders) },
});

function instanceOf(small: Small): LeaseInstance {
  const { words, states, depth, nightly = false, ranges, asks, window } = small;
  return {
    words,
    ...(states === undefined ? {} : { states }),
    ...(depth === undefined ? {} : { depth }),
    nightly,
    system: (change = {}) => {
      const readersAt = asks.filter(([, [ask]]) => ask === read).map(([at]) => at);
      const log: Options = {
        machine: keyValueMachine as Options["machine"],
        electionTimeoutMs: [1, 2],
        heartbeatMs: 0.5,
        loyal: false,
        whenNotLeading: "forward",
        ...(window === undefined ? {} : { window }),
      };
      const options = { ranges, leaseMs: 2, ...change.options };
      const protocol = quorumLease(log, { ...options, rules: change.rules ?? {} });
      return {
        name: "quorum-lease",
        protocol: settled(protocol, small, readersAt),
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

/** Changes of who holds leases, and of who leads. Where each link keeps order, there are few enough states by day. */
const joins = {
  ranges: [],
  mute: true,
  asks: [[0, [write("a")]], [0, [changeTo(2)]], [2, [read]]],
} as const;
const leaves = {
  ranges: everywhere(2),
  mute: true,
  asks: [[0, [write("a")]], [0, [changeTo()]], [2, [read]]],
} as const;
const takesOver = {
  ranges: everywhere(1, 2),
  mute: true,
  asks: [[0, [write("a")]], [1, [read]], [2, [read]]],
  successor: 1,
} as const;

/** The instances. */
export const instances: Readonly<Record<string, LeaseInstance>> = {
  "three readers": instanceOf({
    words: "three servers, which all hold leases; a write, and a read at each",
    states: 13_045,
    ranges: everywhere(0, 1, 2),
    asks: [[0, [write("a")]], [0, [read]], [1, [read]], [2, [read]]],
  }),
  "one grantor": instanceOf({
    words: "a server that holds a lease of one other server; a write, and two reads there",
    states: 3_744,
    ranges: everywhere(2),
    grantors: [1],
    mute: true,
    asks: [[0, [write("a")]], [2, [read]], [2, [read]]],
  }),
  "joins": instanceOf({
    words: "a server comes to hold leases, while somebody writes, and reads there",
    states: 10_480,
    ordered: true,
    ...joins,
  }),
  "widens": instanceOf({
    words: "a server that holds leases of some keys comes to hold them of others, and is slow",
    states: 13_622,
    ranges: [{ from: "y", to: null, responders: [2] }],
    mute: true,
    ordered: true,
    slow: true,
    asks: [[0, [write("a")]], [0, [changeTo(2)]], [2, [read]]],
  }),
  "leaves": instanceOf({
    words: "a server ends to hold leases, while somebody writes, and reads there",
    states: 19_837,
    ordered: true,
    ...leaves,
  }),
  "takes over": instanceOf({
    words: "another server takes over the lead, while somebody writes, and reads there",
    states: 128_559,
    ordered: true,
    ...takesOver,
  }),
  "members": instanceOf({
    words: "a server comes to decide alone; a write there, and a read at a holder of its lease",
    states: 6_229,
    ranges: everywhere(2),
    grantors: [1],
    mute: true,
    ordered: true,
    window: 2,
    asks: [[0, [{ input: { type: "change", members: [0] } }, write("a")]], [2, [read]]],
  }),
  "two writes": instanceOf({
    words: "three servers, which all hold leases; two writes, and two reads",
    states: 739_891,
    nightly: true,
    ranges: everywhere(0, 1, 2),
    asks: [[0, [write("a")]], [0, [write("b")]], [1, [read]], [2, [read]]],
  }),
  "joins, in any order": instanceOf({
    words: "the same as joins, where messages overtake each other",
    states: 16_723_496,
    nightly: true,
    ...joins,
  }),
  "leaves, in any order": instanceOf({
    words: "the same as leaves, where messages overtake each other",
    states: 9_827_787,
    nightly: true,
    ...leaves,
  }),
  "takes over, in any order": instanceOf({
    words: "the same as takes over, where messages overtake each other",
    states: 6_280_625,
    nightly: true,
    ...takesOver,
  }),
};
