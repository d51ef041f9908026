/** What nodes say to each other, wait for and save, and what they know. @module */

import type { NodeId } from "../../../model/protocol.ts";

/** What is sent. */
export type Message = Heartbeat;

/** "I am alive": a node → whoever watches it, once a period. */
export interface Heartbeat extends Beat {
  /** The one message that there is. */
  readonly type: "heartbeat";
}

/** Which heartbeat it is. */
export interface Beat {
  /** Counts the lives of the sender, from 1. */
  readonly incarnation: number;
  /** Counts the heartbeats of one life, from 1. */
  readonly sequence: number;
}

/** A node's timers. */
export type Timer =
  /** The next heartbeat is due. */
  | { readonly type: "beat" }
  /** The node `key` has been silent for too long. */
  | { readonly type: "expire"; readonly key: NodeId };

/** What a node saves when it starts: which of its lives this is. */
export interface Saved {
  /** Its incarnation. */
  readonly incarnation: number;
}

/** One node. */
export interface State<E = unknown> extends Suspecting {
  /** Which of its lives this is, from 1. */
  readonly incarnation: number;
  /** How many heartbeats it has sent in this life. */
  sequence: number;
  /** Whom it watches, and what it knows of each. */
  readonly watched: Map<NodeId, Watched<E>>;
}

/** What every failure detector tells: whom it takes for dead at the moment. */
export interface Suspecting {
  /** The nodes that are suspected; each may be alive. */
  readonly suspected: Set<NodeId>;
}

/** What a node knows of one that it watches. */
export interface Watched<E> {
  /** The newest heartbeat that has come; its numbers are 0 before the first. */
  last: Beat;
  /** What the estimator knows. */
  known: E;
}

/** Below 0 if the first heartbeat was sent before the second, 0 if they are the same. */
export function compareBeats(a: Beat, b: Beat): number {
  return a.incarnation - b.incarnation || a.sequence - b.sequence;
}
