/** Part 14. What to save. @module */

import { type Rules, todo } from "./given.ts";

/**
 * A server saves records (`Saved` in `given.ts`):
 *
 * - `{ type: "vote", term, votedFor }`: the term, and the vote in it;
 * - `{ type: "append", after, entries }`: the log after index `after` is this, and no more.
 *
 * Both functions give back a list of records, such as `[{ … }]`. Each is a wait for the disk: what it tells is saved
 * once, and nothing else with it.
 */
export const save: Pick<Rules, "saveVote" | "saveEntries"> = {
  /** What to save when the server has entered `term`, or has voted in it (null: it has not). */
  saveVote: (_term, _votedFor) => todo("part 14, saveVote"),

  /** What to save when everything in the log after index `after` has been replaced by `entries`. */
  saveEntries: (_after, _entries) => todo("part 14, saveEntries"),
};
