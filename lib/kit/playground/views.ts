/**
 * What a reader may look at besides how each node stands: what one node believes of the others, how far
 * something new has spread, and which nodes are neighbours. A protocol brings of these what it has.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** What the colour of a node says: all is well with it, perhaps not, it is not, it is over, or nobody knows. */
export type Tone = "good" | "doubtful" | "bad" | "past" | "none";

/** A colour and what it means: "suspect". */
export interface ToneSign {
  /** The colour. */
  readonly tone: Tone;
  /** What it means. */
  readonly name: string;
}

/** Through whose eyes a reader looks: each node tells of itself, or what has spread is shown, or one node looks. */
export type Sight = "each" | "spread" | NodeId;

/** What one node believes of another. */
export interface View {
  /** Its colour. */
  readonly tone: Tone;
  /** What it is believed to be: "suspect". */
  readonly name: string;
  /** What else a reader is told who does not see it: "in incarnation 2"; may be empty. */
  readonly facts: string;
}

/** How a node sees the others; what it believes may be wrong. */
export interface Views<S> {
  /** What the node `self` believes of `other`; undefined if it has never heard of it. */
  of(state: Readonly<S>, self: NodeId, other: NodeId): View | undefined;
}

/** Something new that goes from node to node. */
export interface Rumour {
  /** Tells it from all others of the run. */
  readonly key: string;
  /** What it says, as the beginning of a sentence: "Node 7 is dead". */
  readonly words: string;
}

/** How what is new spreads. */
export interface Spread<S, V> {
  /** What a node has now that it did not have before; `before` is undefined when it has just started. */
  heard(
    node: NodeId,
    before: Readonly<S> | undefined,
    now: Readonly<S>,
  ): readonly Rumour[];
  /** How long a round is, in ms. */
  roundMs(values: V): number;
}

/** A neighbour of a node. */
export interface Neighbour {
  /** Which node. */
  readonly to: NodeId;
  /** Whether the link is one of those that count; others are drawn broken. */
  readonly isFirm: boolean;
}

/** Which nodes are neighbours. */
export interface Overlay<S> {
  /** What the lines are, whole ones and broken ones: "eager links, and lazy ones broken". */
  readonly words: string;
  /** The neighbours of a node. */
  of(state: Readonly<S>, node: NodeId): readonly Neighbour[];
}
