/**
 * An invariant is a property that must hold after every step of every run: something bad that never
 * happens (a safety property, Lamport 1977).
 *
 * @module
 */

import type { History } from "./history.ts";
import type { NodeId } from "./protocol.ts";

/** The whole system at one moment, as an observer outside of it sees it. */
export interface Snapshot<S> {
  /** Virtual time, in ms. */
  readonly at: number;
  /** The state of each node, by its number; `undefined` while the node is down. */
  readonly states: readonly (Readonly<S> | undefined)[];
  /** What the clients have seen so far. */
  readonly history: History;
}

/** What is wrong, in words, and at which nodes. */
export interface Breach {
  /** A sentence that a reader of the diagram understands. */
  readonly words: string;
  /** The nodes to mark. */
  readonly nodes: readonly NodeId[];
}

/** A named property of every moment of a run. */
export interface Invariant<S> {
  /** A short name, in the field's words: "election safety". */
  readonly name: string;
  /** The property itself, in one sentence: "at most one leader in a term". */
  readonly words: string;
  /** Nothing when the property holds, else what broke it. */
  check(snapshot: Snapshot<S>): Breach | undefined;
}
