/** Part 17. Snapshots: when, of what, and what they leave of the log. @module */

import { type Rules, todo } from "./given.ts";

export const compaction: Pick<Rules, "isSnapshotDue" | "capture" | "isNews" | "rebase"> = {
  /**
   * Whether to take a snapshot, when `applied` entries have been applied since the last one, and one is
   * wanted every `snapshotEvery` (Infinity: never).
   */
  isSnapshotDue: (_applied, _snapshotEvery) => todo("part 17, isSnapshotDue"),

  /**
   * A snapshot of the server as of its last applied entry: `last`, that entry's position; `placed`, the
   * configuration in force there (`inForceAt(s.configurations, index)`); `machine` and `sessions`. It shares
   * no memory with the server, which goes on changing; the server is left as it is.
   */
  capture: (_s) => todo("part 17, capture"),

  /** Whether a server that has committed up to `commitIndex` gains anything by this snapshot. */
  isNews: (_snapshot, _commitIndex) => todo("part 17, isNews"),

  /**
   * The log once everything up to `base` is gone: what it has after that entry, if it has that very entry
   * (or begins there); else nothing, since then it is not known to agree. The given log is left alone. `base`
   * is never before the log's own.
   */
  rebase: (_log, _base) => todo("part 17, rebase"),
};
