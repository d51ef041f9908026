/**
 * What can go wrong between transactions, by the names of Adya (1999, chapters 3 and 4) and of Elle
 * (Kingsbury and Alvaro 2020, section 6).
 *
 * @module
 */

import type { AnyTransaction } from "./any_transaction.ts";
import type { Key, Value } from "./transaction.ts";

/** Why one transaction is before another. */
export type Dependency =
  /** The second overwrote, or appended to, what the first wrote. */
  | "ww"
  /** The second read what the first wrote. */
  | "wr"
  /** The first read what the second then overwrote: an anti-dependency. */
  | "rw"
  /** The second did not find a row by its predicate, as the first had changed it so: wr of a predicate. */
  | "wr(P)"
  /** The first did not find a row by its predicate, which the second then made match: rw of a predicate. */
  | "rw(P)"
  /** The same process ended the first before it began the second. */
  | "process"
  /** The first had ended when the second began. */
  | "realtime";

/**
 * Cycles of dependencies, from those that the weakest level forbids on. Those with anti-dependencies stand
 * in pairs: all of them are on items, or at least one is on a predicate, and so a phantom.
 */
export const cycleNames = [
  "G0",
  "G1c",
  "G1-predicate",
  "G-single",
  "G-single-predicate",
  "G-nonadjacent",
  "G-nonadjacent-predicate",
  "G2-item",
  "G2",
] as const;

/** A cycle by the dependencies that it consists of. */
export type CycleName = typeof cycleNames[number];

/** A cycle; the suffix says which order, beyond what the data shows, it needs. */
export type CyclicAnomaly = CycleName | `${CycleName}-process` | `${CycleName}-realtime`;

/** What is wrong in what single transactions read. */
export type ReadAnomaly =
  /** A read of what nobody wrote. */
  | "garbage read"
  /** A read of a list that has one element twice. */
  | "duplicate elements"
  /** Two reads of a list of which neither is how the other began, or one that reverses two appends. */
  | "incompatible order"
  /** Aborted read: a read of what an aborted transaction wrote. */
  | "G1a"
  /** Intermediate read: a read of what its writer then overwrote itself. */
  | "G1b"
  /** A committed write on top of an aborted one. */
  | "dirty update"
  /** A read that disagrees with what its own transaction did before, or knows what it does later. */
  | "internal"
  /** Two looks of one transaction of which one finds a row, and the other one misses it. */
  | "internal-predicate"
  /** Two transactions read the same version of a key and both wrote to it. */
  | "lost update"
  /** What one register went through, in the order in which processes saw it, is a cycle. */
  | "cyclic versions-process"
  /** The same in the order of real time: the register by itself is not linearizable. */
  | "cyclic versions-realtime";

/** The name of an anomaly. */
export type AnomalyName = CyclicAnomaly | ReadAnomaly;

/** One step along a cycle. */
export interface Edge {
  /** The transaction that is before, by its id. */
  readonly from: number;
  /** The transaction that is after. */
  readonly to: number;
  /** Why. */
  readonly dependency: Dependency;
  /** The key that shows it; none for orders of time. */
  readonly key?: Key;
  /** The earlier version: what `from` wrote, or read; missing if that is how the key began. */
  readonly before?: Value;
  /** The later version: what `to` wrote; missing if it deleted the row. */
  readonly after?: Value;
  /** Why, in words: "T2 read T1's append of 3 to x". */
  readonly words: string;
}

/** Something that went wrong. */
export interface Anomaly {
  /** Which kind. */
  readonly name: AnomalyName;
  /** Whom it concerns; those of a cycle in its order. */
  readonly transactions: readonly AnyTransaction[];
  /** The cycle, each edge from one transaction to the next; empty where it is none. */
  readonly edges: readonly Edge[];
  /** What is wrong, one sentence a line. */
  readonly words: readonly string[];
}

/** What a transaction is called in words. */
export function nameOf({ id }: { readonly id: number }): string {
  return `T${id}`;
}
