/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to
 * fill in here. This file has part 1, and the words of all; parts 2 to 5 and 9 have theirs in
 * `register_parts.ts`, and parts 6 to 8 in `dotted_parts.ts`.
 *
 * @module
 */

import type { NodeId } from "hb/model/protocol.ts";

export type { NodeId };
export { todo } from "hb/grade/todo.ts";
export { NOTHING } from "./register_parts.ts";
export type * from "./register_parts.ts";
export type * from "./dotted_parts.ts";

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** How many of so many nodes must answer. */
export interface Sizes {
  /** N: how many nodes there are, from 1. */
  readonly nodes: number;
  /** R: how many must answer a read, from 1 to N. */
  readonly read: number;
  /** W: how many must answer a write, from 1 to N. */
  readonly write: number;
}

/** Some sets of nodes, of whatever numbers, each enough; what contains one of them is enough, too. */
export type Family = readonly (readonly NodeId[])[];

/** Something about reads and about writes. */
export interface Both<T> {
  readonly reads: T;
  readonly writes: T;
}

/** Part 1. What quorums do. */
export interface Quorums {
  /** A set of nodes that is enough to read and one that is enough to write, which have no node in common; null: there are none. */
  apart(
    sizes: Sizes,
  ): { readonly read: readonly NodeId[]; readonly write: readonly NodeId[] } | null;
  /** How many nodes may be down at most, whichever they are, so that there still are reads, and writes. */
  endures(sizes: Sizes): Both<number>;
  /** With what probability there are reads, and writes, where each node is up with this one, whatever others are. */
  available(sizes: Sizes, up: number): Both<number>;
  /** All R and W for so many nodes whose quorums meet, and with which so many may be down for both; in any order. */
  choices(nodes: number, down: number): readonly Sizes[];
  /** Whether each set of the one family has a node in common with each of the other. */
  meet(reads: Family, writes: Family): boolean;
  /** The fewest nodes whose loss leaves no set of the family whole. */
  fewest(family: Family): number;
}
