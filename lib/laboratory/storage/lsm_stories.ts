/**
 * Eight mistakes of log-structured stores, each told by a small run that goes wrong and one that does not.
 *
 * @module
 */

import {
  appliedTooEarly,
  filterOfVersions,
  halfABatch,
  unsyncedTable,
} from "./lsm_stories_parts.ts";
import {
  droppedTombstone,
  forgottenSnapshot,
  reusedSequence,
  splitKey,
} from "./lsm_stories_rules.ts";
import type { LsmStory } from "./lsm_story.ts";

export type { Ending, LsmStory } from "./lsm_story.ts";
export { droppedTombstone, forgottenSnapshot, reusedSequence, splitKey };
export { appliedTooEarly, filterOfVersions, halfABatch, unsyncedTable };

/** All eight, in the order in which a book tells of them. */
export const lsmStories: readonly LsmStory[] = [
  droppedTombstone,
  splitKey,
  filterOfVersions,
  halfABatch,
  reusedSequence,
  forgottenSnapshot,
  unsyncedTable,
  appliedTooEarly,
];

/** The rows of a table: each mistake, and what was read with it and without. */
export function storyRows(
  stories: readonly LsmStory[] = lsmStories,
): readonly { readonly mistake: string; readonly wrong: string; readonly right: string }[] {
  return stories.map(({ mistake, tell }) => {
    const { wrong, right } = tell();
    return { mistake, wrong: wrong.read, right: right.read };
  });
}
