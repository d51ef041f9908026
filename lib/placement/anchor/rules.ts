/** What is easily done wrong with an anchor's buckets, in one place. @module */

/** The rules of an anchor. */
export interface AnchorRules {
  /** Which of the removed buckets, in the order in which they were removed, works again. */
  readonly next: (removed: readonly number[]) => number;
}

/** The right ones: the last one, as what all others remember was so while it did not work. */
export const rules: AnchorRules = { next: (removed) => removed.length - 1 };
