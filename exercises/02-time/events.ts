/** What is given: events, stamps, clocks, and the messages of parts 5, 8 and 10. There is nothing to fill in here. @module */

import type { Protocol } from "hb/model/protocol.ts";

/** Stands where something is still to be written. */
export { todo } from "hb/grade/todo.ts";

/**
 * An event, something that happens at a node: a step of its own, `{ node, kind: "step" }`; or the sending of a
 * message or its delivery, `{ node, kind: "send" | "deliver", message }`, where the message is a number. An
 * execution is a list of events, in the order in which an observer saw them.
 */
export type { Event, Execution } from "hb/laboratory/clocks/executions.ts";

/** How many events of each node are known. */
export type Vector = readonly number[];

/** How two events, or two versions, stand to each other. */
export type Causality = "before" | "after" | "equal" | "concurrent";

/** Part 2: a node's logical clock; it shows 0 before the first event. */
export interface LamportClock {
  tick(time: number): number;
  receive(time: number, stamp: number): number;
}

/** Part 3: a node's vector clock; all zeros before the first event. */
export interface VectorClock {
  tick(vector: Vector, node: number): Vector;
  receive(vector: Vector, stamp: Vector, node: number): Vector;
  compare(a: Vector, b: Vector): Causality;
}

/** A value with the vector of the write that made it. */
export interface Version {
  readonly value: string;
  readonly stamp: Vector;
}

/** Part 4: what a replicated store does with versions of one key. */
export interface Siblings {
  combine(versions: readonly Version[]): readonly Version[];
  put(
    versions: readonly Version[],
    context: Vector,
    writer: number,
    value: string,
  ): readonly Version[];
}

/** A hybrid timestamp. */
export interface Hybrid {
  readonly logical: number;
  readonly count: number;
}

/** Part 6: a hybrid logical clock; it shows { logical: 0, count: 0 } before the first event. */
export interface HybridClock {
  tick(time: Hybrid, physical: number): Hybrid;
  receive(time: Hybrid, stamp: Hybrid, physical: number, mostMs: number): Hybrid | undefined;
}

/** What a time server says: the true time, in ms, is not before `earliest` and not after `latest`. */
export interface Interval {
  /** At most `latest`. */
  readonly earliest: number;
  readonly latest: number;
}

/** Part 7: what most sources agree on, and how many they are. */
export interface Agreement extends Interval {
  readonly sources: number;
}

// Part 5, causal broadcast.

/** What is told to all. */
export type News = {
  readonly type: "news"; // whoever publishes → everybody else
  readonly text: string;
  /** Of each node, how many pieces of news the publisher had seen, this one included. */
  readonly stamp: Vector;
};
/** A reader at a node publishes something. */
export type Publish = { readonly type: "publish"; readonly text: string };

/** What a node knows. */
export interface Reader {
  /** Of each node, how many pieces of its news have been shown here. */
  seen: number[];
  /** News that have arrived, and may not be shown yet. */
  waiting: (News & { readonly from: number })[];
  /** What has been shown, in its order. */
  shown: string[];
}

/** A board of news. */
export type Board = Protocol<Reader, News | Publish>;

// Part 8, commit wait.

/** A client asks for a timestamp. */
export type Commit = { readonly type: "commit" };
/** A moment has come that was waited for. */
export type Passed = { readonly type: "passed" };

/** Commits that wait until their stamps have passed, oldest first. */
export interface Committing {
  pending: { readonly client: number; readonly stamp: number }[];
}

/** A server that hands out timestamps. */
export type Stamper = Protocol<Committing, Commit, Passed>;

/** Part 8: two handlers of a server. */
export interface CommitWait {
  readonly commit: Stamper["upon"]["commit"];
  passed(s: Committing, timer: Passed, io: Parameters<Stamper["upon"]["commit"]>[2]): void;
}

/** How wrong a node's clock is at the most, in ms. */
export const EPSILON_MS = 5;

// Part 10, snapshots.

/** What banks are told. */
export type BankMessage =
  /** A client → its bank: pay this much to another bank. Answered true; or false, if the bank has less. */
  | { readonly type: "give"; readonly amount: number; readonly to: number }
  /** A bank → another: the money. */
  | { readonly type: "transfer"; readonly amount: number }
  /** A client → its bank: take a snapshot. Answered with the bank's record, once that is complete. */
  | { readonly type: "begin" }
  /** A bank that records → each other bank. */
  | { readonly type: "marker" };

/** What a bank has recorded. */
export interface BankRecord {
  /** The money that it had. */
  readonly money: number;
  /** `coming[n]`: the transfers that were on their way from bank n, oldest first; none from itself. */
  readonly coming: readonly (readonly number[])[];
}

/** A bank. */
export interface Banker {
  /** What it has now. */
  money: number;
  /** What it has recorded so far; null until it takes part in the snapshot. There is one in a run. */
  record: { money: number; coming: number[][] } | null;
  /** Yours, to note which banks' markers are still to come; what is in it is not looked at. */
  open: number[];
  /** Yours, to note which clients wait for the record; what is in it is not looked at. */
  asking: number[];
}

/** What each bank has at its birth. */
export const FORTUNE = 100;

/** Part 10: banks that pay each other and take a snapshot, the whole protocol. */
export type Bank = Pick<Protocol<Banker, BankMessage>, "start" | "upon">;
