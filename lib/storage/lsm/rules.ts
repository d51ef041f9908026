/**
 * Rules that keep what was written, each in one place. A store keeps all of them; whoever wants to see what
 * becomes of one that does not, gives it another.
 *
 * @module
 */

import { isSameKey } from "../engine/engine.ts";
import type { Batch } from "./batch.ts";
import type { PlacedTable } from "./levels.ts";

/** The rules of a store. */
export interface Rules {
  /**
   * Under which tables a compaction looks for what a tombstone may hide, given those that it does not
   * replace and that are not newer than it. A tombstone stays while one of them may hold something older.
   */
  readonly below: (others: readonly PlacedTable[]) => readonly PlacedTable[];
  /** For which snapshots versions are kept, given those that are held; they rise. */
  readonly kept: (held: readonly number[]) => readonly number[];
  /** Whether a table may end between the versions of these keys (LevelDB issue 184). */
  readonly mayCut: (last: Uint8Array, next: Uint8Array) => boolean;
  /** The sequence of the last change, when recovery has read this batch (RocksDB issue 1339). */
  readonly lastAfter: (batch: Batch, before: number) => number;
}

/** The right ones. */
export const rules: Rules = {
  below: (others) => others,
  kept: (held) => held,
  mayCut: (last, next) => !isSameKey(last, next),
  lastAfter: ({ first, changes }) => first + changes.length - 1,
};
