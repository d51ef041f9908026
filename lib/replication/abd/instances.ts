/** Small systems of which every order of events is explored; nobody asks twice there. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { startingFrom } from "../../model/starting_from.ts";
import { majorities, sized } from "../../replicated/quorum/system.ts";
import type { Ask, Value } from "../register/register.ts";
import { type Change, protocolWith, quorumsOf } from "./bugs/change.ts";
import { invariantsWith, tagsAreUnique, tagsNeverFall } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import { regular } from "./regular.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** An ABD to explore. */
export type AbdSystem = ProtocolSystem<State, Message, Timer, Saved>;

/** What a client asks, one thing after another, and of which node. */
export interface Program {
  /** The node that it sits at. */
  readonly at: NodeId;
  /** What it asks. */
  readonly asks: readonly Ask[];
}

/** What may happen in a small instance. */
export interface Bounds {
  /** Who asks what. */
  readonly programs: readonly Program[];
  /** How many nodes; default 2. */
  readonly nodes?: number;
  /** Other settings than the usual ones. */
  readonly settings?: Partial<Settings>;
  /** What the nodes had saved before. */
  readonly saved?: readonly (readonly Saved[])[];
  /** What must hold; default: all that ABD promises. */
  readonly invariants?: readonly Invariant<State>[];
  /** What else may happen: crashes, and what the network does; default: none, and messages overtake each other. */
  readonly more?: Pick<AbdSystem, "crashes" | "restarts" | "network" | "boundary">;
}

/** A read of the register that small instances have. */
export const READ: Ask = { type: "read", key: "x" };
/** A write to it. */
export const writing = (value: Value): Ask => ({ type: "write", key: "x", value });

/**
 * A small instance as a system to explore.
 *
 * @example All orders of a write and a read at two nodes
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { exploreProtocol } from "hb/check/explore/protocol.ts";
 * import { READ, smallAbd, writing } from "hb/replication/abd/instances.ts";
 *
 * const system = smallAbd({ programs: [{ at: 0, asks: [writing("a")] }, { at: 1, asks: [READ] }] });
 * assertEquals(exploreProtocol(system).verdict, "ok");
 * ```
 */
export function smallAbd(bounds: Bounds, change?: Change): AbdSystem {
  const { programs, nodes = 2, settings = {}, saved, invariants, more } = bounds;
  const usual = { againMs: Infinity, ...settings };
  return {
    name: "abd",
    protocol: startingFrom(protocolWith(change, usual), saved),
    nodes,
    clients: {
      workload: programs.map(({ asks }) => asks.map((input) => ({ input }))),
      ask: (input) => input as Ask,
      to: ({ client }) => programs[client]!.at,
      link: "local",
      // What is asked of a node that crashes is never answered, and who has asked goes on.
      ...(more?.crashes === undefined ? {} : { timeoutMs: 1 }),
    },
    invariants: invariants ?? invariantsWith(quorumsOf(change, usual)),
    sometimes: {
      "all is answered": ({ history }) =>
        history.length === programs.flatMap(({ asks }) => asks).length &&
        history.every(({ outcome }) => outcome === "ok"),
    },
    ...more,
  };
}

/** An instance: what may happen in it, and what is known of it. */
interface Small extends Bounds {
  readonly words: string;
  readonly states: number;
  readonly nightly?: boolean;
}

function instanceOf(
  { words, states, nightly = false, ...bounds }: Small,
): Instance<State, Message, Timer, Saved, Change> {
  return { words, states, nightly, system: (change) => smallAbd(bounds, change) };
}

/** A replica that has been told to hold "a", by a writer of which nobody has heard since. */
const halfWritten: readonly Saved[] = [
  { type: "held", key: "x", version: { tag: { time: 1, writer: 0 }, value: "a" } },
];

/** What can be told where "a" was being written when the history begins: all but what clients must see. */
const withoutHistory: readonly Invariant<State>[] = invariantsWith(majorities).slice(1);

/** What can be told besides where both of two nodes held it, and one is enough to read. */
const afterAWrite: readonly Invariant<State>[] = invariantsWith(sized(1, 2)).map((each) => ({
  ...each,
  check: ({ history, ...snapshot }, memory) =>
    each.check({ ...snapshot, history: [wasWritten, ...history] }, memory),
}));

const wasWritten = {
  id: -1,
  process: -1,
  input: writing("a"),
  output: null,
  invokedAt: -2,
  endedAt: -1,
  outcome: "ok",
} as const;

/** The instances; the first is the one that most mistakes show in. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> = {
  "two writers": instanceOf({
    words: "each of two nodes writes and then reads",
    states: 5_038,
    programs: [{ at: 0, asks: [writing("a"), READ] }, { at: 1, asks: [writing("b"), READ] }],
  }),
  "two writers of three": instanceOf({
    words: "each of two nodes of three writes",
    states: 243_093,
    nodes: 3,
    programs: [{ at: 0, asks: [writing("a")] }, { at: 1, asks: [writing("b")] }],
    nightly: true,
  }),
  "one writer": instanceOf({
    words: "one of three nodes writes, another reads",
    states: 7_918,
    nodes: 3,
    settings: { writer: 0 },
    programs: [{ at: 0, asks: [writing("a")] }, { at: 1, asks: [READ] }],
  }),
  "one writer, two reads": instanceOf({
    words: "one of three nodes writes, another reads twice",
    states: 337_531,
    nodes: 3,
    settings: { writer: 0 },
    programs: [{ at: 0, asks: [writing("a")] }, { at: 1, asks: [READ, READ] }],
    nightly: true,
  }),
  "read one, write all": instanceOf({
    words: "one of two nodes writes to both, the other reads from either, twice",
    states: 12_766,
    settings: { quorums: sized(1, 2), writer: 0 },
    programs: [{ at: 0, asks: [writing("a")] }, { at: 1, asks: [READ, READ] }],
  }),
  "half written": instanceOf({
    words: "one of three nodes holds a value whose writer is gone; the other two read",
    states: 57_685,
    nodes: 3,
    saved: [halfWritten],
    invariants: withoutHistory,
    programs: [{ at: 1, asks: [READ] }, { at: 2, asks: [READ] }],
    nightly: true,
  }),
  "one writer of four": instanceOf({
    words: "one of four nodes writes, another reads",
    states: 101_288,
    nodes: 4,
    settings: { writer: 0 },
    programs: [{ at: 0, asks: [writing("a")] }, { at: 1, asks: [READ] }],
    nightly: true,
  }),
  "an unreadable copy": instanceOf({
    words: "one of two nodes has lost a value that both held, and reads",
    states: 29,
    saved: [[...halfWritten, { type: "damaged", key: "x" }], halfWritten],
    settings: { quorums: sized(1, 2) },
    invariants: afterAWrite,
    programs: [{ at: 0, asks: [READ] }],
  }),
  "doubled messages": instanceOf({
    words: "one of two nodes writes twice, the other reads; messages come again at any time",
    states: 7_440,
    settings: { writer: 0 },
    programs: [{ at: 0, asks: [writing("a"), writing("b")] }, { at: 1, asks: [READ] }],
    more: { network: "duplicating" },
  }),
  "a writer comes back": instanceOf({
    words: "one of two nodes asks either and writes to both, twice, and crashes once",
    states: 169_525,
    settings: { quorums: sized(1, 2) },
    programs: [{ at: 0, asks: [writing("a"), writing("b")] }],
    more: { crashes: 1, boundary: ({ states }) => states[1] !== undefined },
    nightly: true,
  }),
  "the only writer comes back": instanceOf({
    words: "the only writer of two nodes writes twice; one of them crashes once",
    states: 2_195,
    settings: { writer: 0 },
    programs: [{ at: 0, asks: [writing("a"), writing("b")] }],
    more: { crashes: 1 },
  }),
  "regular reads": instanceOf({
    words: "one of three nodes writes, another reads twice and writes nothing back",
    states: 49_786,
    nodes: 3,
    settings: { writer: 0, writeBack: "never" },
    invariants: [regular, tagsAreUnique, tagsNeverFall],
    programs: [{ at: 0, asks: [writing("a")] }, { at: 1, asks: [READ, READ] }],
  }),
};
