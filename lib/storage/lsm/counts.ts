/** Counts what a store does. @module */

/** Sums since the store was opened. */
export interface Counts {
  /** Bytes of keys and values in all changes. */
  userBytes: number;
  /** Bytes appended to the log. */
  logBytes: number;
  /** Bytes of tables that were written from memtables. */
  flushedBytes: number;
  /** Bytes of tables that were written from other tables. */
  compactedBytes: number;
  /** Bytes of tables that were read. */
  readBytes: number;
  /** How many memtables were flushed. */
  flushes: number;
  /** How many compactions wrote into each level. */
  readonly compactions: number[];
  /** How many tables came into a lower level as they were. */
  movedTables: number;
  /** How many writes had to wait until work was done that they had not to pay for. */
  stalls: number;
  /** How many versions were dropped that nobody could read any more. */
  droppedVersions: number;
  /** How many tombstones were dropped that hid nothing any more. */
  droppedTombstones: number;
}

/** Nothing done yet. */
export function noCounts(): Counts {
  return {
    userBytes: 0,
    logBytes: 0,
    flushedBytes: 0,
    compactedBytes: 0,
    readBytes: 0,
    flushes: 0,
    compactions: [],
    movedTables: 0,
    stalls: 0,
    droppedVersions: 0,
    droppedTombstones: 0,
  };
}
