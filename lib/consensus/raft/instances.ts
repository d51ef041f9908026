/**
 * Small instances of Raft for the explorer: who may stand in which term is bounded, so that there is an
 * end to it. In all but one there are no heartbeats: a leader sends when there is something to send.
 *
 * @module
 */

import type { ProtocolSystem } from "../../check/explore/protocol.ts";
import type { Instance } from "../../kit/kit.ts";
import { startingFrom } from "../../model/starting_from.ts";
import type { NodeId } from "../../model/protocol.ts";
import { listMachine } from "../../replicated/state_machine/list.ts";
import { raftBut, type RaftChange } from "./change.ts";
import { bare } from "../../replicated/requests.ts";
import { votersOnly } from "./configuration.ts";
import type { Entry } from "./entry.ts";
import { invariants } from "./invariants.ts";
import type { Saved } from "./journal.ts";
import { lastPosition } from "./log.ts";
import type { Message, Request, Timer } from "./messages.ts";
import { type Rules, rules } from "./rules.ts";
import type { Options } from "./settings.ts";
import type { State } from "./state.ts";

/** A Raft to explore. */
export type RaftSystem = ProtocolSystem<State<unknown[]>, Message, Timer, Saved>;

/** What may happen in a small instance. */
export interface Bounds {
  /** How many servers; default 3. */
  readonly nodes?: number;
  /** Whether this server may stand, being in this term. */
  stands(node: NodeId, term: number): boolean;
  /** How often servers may crash; default 0. */
  readonly crashes?: number;
  /** What is asked of server 0: commands, and changes of membership. */
  readonly asks?: readonly (string | Request)[];
  /** What the servers had saved before. */
  readonly saved?: readonly (readonly Saved[])[];
  /** Whether leaders send heartbeats: then there is no end to it, but to a depth. Default false. */
  readonly heartbeats?: boolean;
  /** Whether messages may arrive more than once; by default they may only overtake each other and stay away. */
  readonly doubled?: boolean;
  /** What is set besides. */
  readonly options?: Omit<Options, "machine" | "rules">;
}

/**
 * A small instance as a system to explore.
 *
 * @example All orders of one election, in which two servers stand
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exploreProtocol } from "hb/check/explore/protocol.ts";
 * import { smallRaft } from "hb/consensus/raft/instances.ts";
 *
 * const system = smallRaft({ stands: (node, term) => node < 2 && term < 1 });
 * assertEquals(exploreProtocol(system).verdict, "ok");
 * ```
 */
export function smallRaft(bounds: Bounds, change: RaftChange = {}): RaftSystem {
  const { nodes = 3, crashes = 0, asks, saved, heartbeats = false, options = {} } = bounds;
  const promotable = change.rules?.promotable ?? rules.promotable;
  const bounded: Partial<Rules> = {
    ...change.rules,
    promotable: (s, self) => bounds.stands(self, s.term) && promotable(s, self),
  };
  const protocol = raftBut({
    idle: [...heartbeats ? [] : ["heartbeat" as const], ...change.idle ?? []],
    rules: bounded,
  }, {
    machine: listMachine,
    electionTimeoutMs: [2, 2],
    heartbeatMs: 1,
    preVote: false,
    checkQuorum: false,
    ...options,
    ...change.options,
  });
  return {
    name: "Raft",
    nodes,
    network: bounds.doubled ? "duplicating" : "unordered",
    crashes,
    protocol: startingFrom(protocol, saved),
    invariants: invariants(),
    sometimes: { "a leader commits in the greatest term": commitsInGreatestTerm },
    ...(asks === undefined ? {} : {
      clients: {
        workload: [asks.map((input) => ({ input }))],
        ask: (input): Message => typeof input === "string" ? bare(input) : input as Request,
        to: () => 0,
        link: "local",
      },
      history: false,
    }),
  };
}

type Moment = Parameters<NonNullable<RaftSystem["boundary"]>>[0];

/** Guards against instances in which nothing can happen. */
function commitsInGreatestTerm({ states }: Moment): boolean {
  return states.some((s) =>
    s?.role === "leader" && s.commitIndex > 0 && lastPosition(s.log).term === s.term &&
    states.every((other) => (other?.term ?? 0) <= s.term)
  );
}

const vote = (term: number, votedFor: NodeId): Saved => ({ type: "vote", term, votedFor });
const log = (...entries: Entry[]): Saved => ({ type: "append", after: 0, entries });
const noop = (term: number): Entry => ({ term, type: "noop" });
const change = (...changes: (Request & { type: "change" })["changes"]): Request => ({
  type: "change",
  transition: "auto",
  changes,
});

/** Server 0 may lead term 1, and server 1 term 2. */
const inTurn = (node: NodeId, term: number) => node === 0 ? term < 1 : node === 1 && term === 1;
const everybodyOnce = (_: NodeId, term: number) => term < 1;
const oneOnce = (node: NodeId, term: number) => node === 0 && term < 1;
const twoOnce = (node: NodeId, term: number) => node < 2 && term < 1;

/** What may happen in a small instance, in a few words. */
export type InstanceName =
  | "all three stand in term 1"
  | "all three stand in term 1, and one crash"
  | "two stand in term 1"
  | "two stand in term 1, and one crash"
  | "two leaders, one after the other"
  | "two leaders, and a snapshot of every entry"
  | "two leaders, and a third voter is added"
  | "two leaders, and the first is exchanged"
  | "Figure 3.7"
  | "two changes at once"
  | "an old entry, and two leaders"
  | "an old end, and heartbeats"
  | "two stand, in two terms"
  | "two leaders, one after the other, and a crash"
  | "two leaders, one after the other, and a command"
  | "one leader, a command, and doubled messages";

/** What may happen in the instances below, by their names. */
export const bounds: Readonly<Record<InstanceName, Bounds>> = {
  "all three stand in term 1": { stands: everybodyOnce },
  "all three stand in term 1, and one crash": { stands: everybodyOnce, crashes: 1 },
  "two stand in term 1": { stands: twoOnce },
  "two stand in term 1, and one crash": { stands: twoOnce, crashes: 1 },
  "two leaders, one after the other": { stands: inTurn },
  "two leaders, and a snapshot of every entry": { stands: inTurn, options: { snapshotEvery: 1 } },
  "two leaders, and a third voter is added": {
    stands: inTurn,
    options: { members: [0, 1] },
    asks: [change({ type: "addVoter", node: 2 })],
  },
  "two leaders, and the first is exchanged": {
    stands: inTurn,
    options: { members: [0, 1] },
    asks: [change({ type: "addVoter", node: 2 }, { type: "remove", node: 0 })],
  },
  /** The first two terms have passed; server 0 may lead the third, and server 2 the fourth. */
  "Figure 3.7": {
    stands: (node, term) => (node === 0 && term === 2) || (node === 2 && term === 3),
    options: { maxEntryBytesPerMessage: 1 },
    saved: [
      [vote(1, 0), log(noop(1)), vote(2, 2)],
      [vote(2, 2)],
      [vote(1, 0), vote(2, 2), log(noop(2))],
    ],
  },
  /** Server 2 appended in term 1 that server 1 leaves; server 0 is asked in term 2 to remove server 2. */
  "two changes at once": {
    nodes: 4,
    stands: (node, term) => (node === 0 && term === 1) || (node === 2 && term === 2),
    saved: [
      [vote(1, 2)],
      [vote(1, 2)],
      [vote(1, 2), log({ term: 1, type: "configuration", configuration: votersOnly([0, 2, 3]) })],
      [vote(1, 2)],
    ],
    asks: [change({ type: "remove", node: 2 })],
  },
  /** Server 0 led term 1, and nobody has its entry; server 1 may lead term 2, and then server 0 term 3. */
  "an old entry, and two leaders": {
    stands: (node, term) => (node === 1 && term === 1) || (node === 0 && term === 2),
    options: { maxEntryBytesPerMessage: 1 },
    saved: [[vote(1, 0), log(noop(1))], [vote(1, 0)], [vote(1, 0)]],
  },
  /** Server 0 has an entry of term 1 that the others lack; server 1 may lead term 2. */
  "an old end, and heartbeats": {
    stands: (node, term) => node === 1 && term === 1,
    heartbeats: true,
    options: { maxEntryBytesPerMessage: 1 },
    saved: [[vote(1, 0), log(noop(1), noop(1))], [vote(1, 0), log(noop(1))], [
      vote(1, 0),
      log(noop(1)),
    ]],
  },
  "two stand, in two terms": { stands: (node, term) => node < 2 && term < 2 },
  "two leaders, one after the other, and a crash": { stands: inTurn, crashes: 1 },
  "two leaders, one after the other, and a command": { stands: inTurn, asks: ["a"] },
  "one leader, a command, and doubled messages": { stands: oneOnce, asks: ["a"], doubled: true },
};

/** How many states an instance has. */
const states: Readonly<Partial<Record<InstanceName, number>>> = {
  "all three stand in term 1": 9871,
  "all three stand in term 1, and one crash": 78_473,
  "two stand in term 1": 3332,
  "two stand in term 1, and one crash": 25_046,
  "two leaders, one after the other": 50_222,
  "two leaders, and a snapshot of every entry": 50_222,
  "two leaders, and a third voter is added": 10_452,
  "two leaders, and the first is exchanged": 5297,
  "Figure 3.7": 649_930,
  "an old entry, and two leaders": 67_125,
  "two stand, in two terms": 1_575_259,
  "two leaders, one after the other, and a crash": 521_524,
  "two leaders, one after the other, and a command": 305_430,
  "one leader, a command, and doubled messages": 3676,
};

/** Those that are explored at night. */
const nightly: ReadonlySet<string> = new Set<InstanceName>([
  "two stand, in two terms",
  "two leaders, one after the other, and a crash",
  "two leaders, one after the other, and a command",
]);

/** How far an instance is explored that has too many states. */
const depths: Readonly<Partial<Record<InstanceName, number>>> = {
  "two changes at once": 13,
  "an old end, and heartbeats": 8,
};

/** A small instance of Raft. */
export type RaftInstance = Instance<State<unknown[]>, Message, Timer, Saved, RaftChange>;

/** The instances of the kit. */
export const instances: Readonly<Record<InstanceName, RaftInstance>> = Object.fromEntries(
  (Object.keys(bounds) as InstanceName[]).map((name) => [name, {
    words: name,
    ...(states[name] === undefined ? {} : { states: states[name] }),
    ...(depths[name] === undefined ? {} : { depth: depths[name] }),
    ...(nightly.has(name) ? { nightly: true } : {}),
    system: (change) => smallRaft(bounds[name], change),
  }]),
) as Record<InstanceName, RaftInstance>;
