/** Part 18. Snapshots in the journal. @module */

import { type Remember, todo } from "./given.ts";

export const remember: Remember = {
  /**
   * What to save when a snapshot has been taken or installed, and the log now begins after `base`. That is
   * not always the snapshot's last entry: some entries before it may be kept for slow followers. A snapshot is
   * large: one record is enough, in a list of its own.
   */
  saveSnapshot: (_snapshot, _base) => todo("part 18, saveSnapshot"),

  /**
   * What a server knows that knew `known` before it read this record of its journal:
   * `{ type: "snapshot", snapshot, base }`. It may change `known`; the record stays as it is.
   */
  recall: (_known, _saved) => todo("part 18, recall"),
};
