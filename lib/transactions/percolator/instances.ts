/** Small systems of which every order of events is explored; nobody asks twice there, and every lock may be dead. @module */

import type { ProtocolSystem } from "../../check/explore/protocol_system.ts";
import type { Instance } from "../../kit/kit.ts";
import type { Invariant } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import { startingFrom } from "../../model/starting_from.ts";
import { endOf, type Transact } from "../client.ts";
import type { Operation, Operations } from "../operation.ts";
import { type Change, protocolWith } from "./bugs/change.ts";
import { invariantsOf } from "./invariants.ts";
import type { Message, Saved, Timer } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** A Percolator to explore. */
export type PercolatorSystem = ProtocolSystem<State, Message, Timer, Saved>;

/** What an application asks, one transaction after another, and of which coordinator. */
export interface Program {
  /** The coordinator: 3 or a later node where there are two participants. */
  readonly at: NodeId;
  /** What it asks. */
  readonly asks: readonly Operations[];
}

/** What may happen in a small instance. */
export interface Bounds {
  /** Who asks what. */
  readonly programs: readonly Program[];
  /** How many nodes; default 5: two participants, the oracle and two coordinators. */
  readonly nodes?: number;
  /** Other settings than the usual ones. */
  readonly settings?: Partial<Settings>;
  /** What the nodes had saved before. */
  readonly saved?: readonly (readonly Saved[])[];
  /** What must hold; default: all that Percolator promises of lists. */
  readonly invariants?: readonly Invariant<State>[];
  /** What else may happen: crashes, and what the network does; default: none, and messages overtake each other. */
  readonly more?: Pick<
    PercolatorSystem,
    "crashes" | "restarts" | "network" | "boundary"
  >;
}

/** Reads a list. */
export const read = (key: string): Operation => ({ type: "read", key });
/** Appends to a list. */
export const append = (key: string, value: number): Operation => ({ type: "append", key, value });
/** Writes a row. */
export const write = (key: string, value: number | null): Operation => ({
  type: "write",
  key,
  value,
});

/** A small instance as a system to explore. */
export function smallPercolator(bounds: Bounds, change?: Change): PercolatorSystem {
  const { programs, nodes = 5, settings = {}, saved, invariants, more } = bounds;
  const usual = { againMs: Infinity, aliveMs: Infinity, ttlMs: 0, aheadMs: 1, ...settings };
  return {
    name: "percolator",
    protocol: startingFrom(protocolWith(change, usual), saved),
    nodes,
    clients: {
      workload: programs.map(({ asks }) => asks.map((input) => ({ input }))),
      ask: (input): Transact => ({ type: "transact", operations: input as Operations }),
      to: ({ client }) => programs[client]!.at,
      link: "local",
      outcome: endOf,
      // What is asked of a node that crashes is never answered, and who has asked goes on.
      ...(more?.crashes === undefined ? {} : { timeoutMs: 1 }),
    },
    invariants: invariants ?? invariantsOf.lists,
    sometimes: {
      "all is done": ({ history }) =>
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
  return { words, states, nightly, system: (change) => smallPercolator(bounds, change) };
}

/** Both keys are written in one transaction, and read in another. */
const pair: readonly Program[] = [
  { at: 3, asks: [[append("a", 1), append("x", 1)]] },
  { at: 4, asks: [[read("a"), read("x")]] },
];
/** The same where one participant keeps both. */
const alone: readonly Program[] = pair.map(({ at, asks }) => ({ at: at - 1, asks }));
const scan: Operation = { type: "scan", from: "a", to: "z" };
/** Only this node crashes. */
const only = (node: NodeId): NonNullable<PercolatorSystem["boundary"]> => ({ states }) =>
  states.every((s, other) => s !== undefined || other === node);

/** The instances; the first is the one that most mistakes show in. */
export const instances: Readonly<Record<string, Instance<State, Message, Timer, Saved, Change>>> = {
  "a pair and a reader": instanceOf({
    words: "a transaction appends to a list at each of two participants, another reads both",
    states: 32_775,
    programs: pair,
  }),
  "a pair and a scan": instanceOf({
    words: "a transaction writes a row at each of two participants, another scans both",
    states: 32_591,
    programs: [
      { at: 3, asks: [[write("a", 1), write("x", 1)]] },
      { at: 4, asks: [[scan]] },
    ],
    invariants: invariantsOf.pairs,
  }),
  "two append": instanceOf({
    words: "two transactions append to one list, and one of them reads it",
    states: 8_177,
    programs: [{ at: 3, asks: [[append("a", 1)]] }, {
      at: 4,
      asks: [[append("a", 2)], [read("a")]],
    }],
  }),
  "write skew": instanceOf({
    words: "each of two transactions reads the list that the other appends to",
    states: 3_426,
    programs: [
      { at: 3, asks: [[read("a"), append("x", 1)]] },
      { at: 4, asks: [[read("x"), append("a", 2)]] },
    ],
  }),
  "the oracle restarts": instanceOf({
    words: "one transaction appends to a list, one reads it, and the oracle crashes once",
    states: 8_709,
    programs: [{ at: 3, asks: [[append("a", 1)]] }, { at: 4, asks: [[read("a")]] }],
    more: { crashes: 1, boundary: only(2) },
  }),
  "a participant restarts": instanceOf({
    words: "one transaction appends to a list, one reads it, and their participant crashes once",
    states: 24_325,
    programs: [{ at: 3, asks: [[append("a", 1)]] }, { at: 4, asks: [[read("a")]] }],
    more: { crashes: 1, boundary: only(0) },
  }),
  "a coordinator crashes": instanceOf({
    words: "the writer's coordinator crashes for good, and the reader finds its locks",
    states: 244_842,
    nightly: true,
    programs: pair,
    more: { crashes: 1, restarts: false, boundary: only(3) },
  }),
  "an asynchronous pair": instanceOf({
    words: "the same pair is committed when both of its keys are locked, and another reads both",
    states: 15_292,
    settings: { isAsync: true },
    programs: pair,
  }),
  "an asynchronous coordinator crashes": instanceOf({
    words: "the coordinator of such a pair crashes for good, and the reader finds its locks",
    states: 103_400,
    settings: { isAsync: true },
    programs: pair,
    more: { crashes: 1, restarts: false, boundary: only(3) },
  }),
  "an asynchronous participant restarts": instanceOf({
    words: "one participant keeps such a pair, another transaction reads it, and it crashes once",
    states: 1_190_365,
    nightly: true,
    nodes: 4,
    settings: { isAsync: true, splits: [] },
    programs: alone,
    more: { crashes: 1, boundary: only(0) },
  }),
  "a tie": instanceOf({
    words: "an asynchronous commit may be at the time at which another transaction begins",
    states: 74_335,
    settings: { isAsync: true },
    programs: [
      { at: 3, asks: [[write("a", 1)], [read("x")]] },
      { at: 4, asks: [[write("a", 2), write("x", 2)]] },
    ],
    invariants: invariantsOf.pairs,
  }),
  "one step": instanceOf({
    words: "a transaction of one participant is committed in one step, another reads both keys",
    states: 328,
    nodes: 4,
    settings: { isOnePhase: true, splits: [] },
    programs: alone,
  }),
};
