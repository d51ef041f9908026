/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Bloom,
  Compaction,
  Entries,
  Group,
  Manifest,
  Merge,
  Opening,
  Picking,
  Recovery,
  Replacing,
  Roots,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly entry: Entries;
  readonly recovery: Recovery;
  readonly replace: Replacing;
  readonly group: Group;
  readonly bloom: Bloom;
  readonly merge: Merge;
  readonly compaction: Compaction;
  readonly picking: Picking;
  readonly manifest: Manifest;
  readonly roots: Roots;
  readonly engine: Opening;
}
