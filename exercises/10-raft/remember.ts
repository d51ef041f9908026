/**
 * Part 15. Snapshots in the journal.
 *
 * @module
 */

import { todo } from "hb/grade/todo.ts";
import type { Recalled, Rules, Saved } from "./given.ts";

/** The record of a snapshot: `{ type: "snapshot", snapshot, base }`. */
export type SnapshotRecord = Extract<Saved, { type: "snapshot" }>;

/** How snapshots are saved and recalled. */
export interface Remember extends Pick<Rules, "saveSnapshot"> {
  /** What a server knows that knew `known` before it read this record. It may change `known`. */
  recall(known: Recalled, saved: SnapshotRecord): Recalled;
}

export const remember: Remember = {
  /**
   * What to save when a snapshot has been taken or installed, and the log now begins after `base`. That is
   * not always the snapshot's last entry: some entries before it may be kept for slow followers.
   */
  saveSnapshot: (_snapshot, _base) => todo("part 15, saveSnapshot"),

  recall: (_known, _saved) => todo("part 15, recall"),
};
