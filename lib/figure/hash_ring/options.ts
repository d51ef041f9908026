/** What a picture of rings is made of. Places on a ring are parts of a turn, from 0 up to but not including 1. @module */

/** A node. */
export interface RingNode {
  /** Its name; the same name has the same colour on each ring. */
  readonly name: string;
  /** Its points. */
  readonly points: readonly number[];
}

/** A key. */
export interface RingKey {
  /** Its name. */
  readonly name: string;
  /** Its place. */
  readonly at: number;
}

/** One ring. */
export interface HashRing {
  /** What is said below it. */
  readonly name: string;
  /** The nodes. */
  readonly nodes: readonly RingNode[];
}

/** How rings are drawn. */
export interface HashRingOptions {
  /** What the picture shows, as a finding. */
  readonly title: string;
  /** Keys, which are on each ring; default: none. */
  readonly keys?: readonly RingKey[];
}
