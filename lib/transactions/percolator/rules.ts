/** The decisions of Percolator, in one record, so that a mistake is a change of one of them. @module */

import type { Version } from "../mvcc/versions.ts";
import { msOf, oracleFrom } from "../oracle/oracle.ts";
import type { Lock } from "./messages.ts";

/** The rules. */
export interface Rules {
  /** Prewrite: whether a later version than the snapshot makes a transaction give way. */
  readonly conflicts: (newer: Version | undefined) => boolean;
  /** Reading: whether a lock is in the way of whoever reads at a timestamp. */
  readonly blocks: (lock: Lock, at: number) => boolean;
  /** Scanning: the timestamp at which an interval is read. */
  readonly scansAt: (start: number) => number;
  /** Prewrite: whether a transaction gives way where another that lives has locked. */
  readonly givesWay: boolean;
  /** Committing: whether the secondaries wait until the primary is committed. */
  readonly primaryFirst: boolean;
  /** Committing: whether the timestamp is asked for when all is locked. */
  readonly timesAfterLocking: boolean;
  /** Rolling back: whether a record is left. */
  readonly leavesRecord: boolean;
  /** Rolling back: whether the record must stay. */
  readonly isProtected: (key: string, primary: string, isAsync: boolean) => boolean;
  /** Committing: whether a version takes the place of a rollback that began when it commits. */
  readonly overwrites: boolean;
  /** Checking: when a primary is committed, if its lock is gone; `version` is what it wrote. */
  readonly commitOf: (version: Version | undefined) => number | undefined;
  /** Checking: whether a transaction may be taken for dead. */
  readonly isDead: (start: number, ttlMs: number, current: number) => boolean;
  /** Checking: the time, by a timestamp of the oracle and by one's own clock in ms. */
  readonly timeOf: (timestamp: number, nowMs: number) => number;
  /** Checking: whether an asynchronous commit whose primary is locked is decided by its other keys. */
  readonly asksSecondaries: boolean;
  /** Checking: whether a key of an asynchronous commit that is not locked never will be. */
  readonly bars: boolean;
  /** Asynchronous commit: the least timestamp that is after all that was read. */
  readonly minCommit: (maxRead: number, start: number) => number;
  /** Asynchronous commit: whether a participant in this life knows what it has served. */
  readonly isSynced: (life: number) => boolean;
  /** Asynchronous commit: whether a transaction is called aborted only when it cannot be committed any more. */
  readonly awaitsRollback: boolean;
  /** One phase: whether all keys are committed by one record. */
  readonly savesAtOnce: boolean;
  /** Collecting: whether the time before is closed first, and the locks that are left there are resolved. */
  readonly closesFirst: boolean;
  /** The oracle: how it starts from its bound. */
  readonly oracleFrom: typeof oracleFrom;
}

/** As in the paper, and as in TiKV. */
export const rules: Rules = {
  conflicts: (newer) => newer !== undefined,
  // A lock that began later commits later; so does one that says so. The reader's own is not in its way.
  blocks: (lock, at) => lock.start < at && lock.minCommit <= at,
  scansAt: (start) => start,
  givesWay: true,
  primaryFirst: true,
  timesAfterLocking: true,
  leavesRecord: true,
  isProtected: (key, primary, isAsync) => isAsync || key === primary,
  overwrites: false,
  commitOf: (version) => version?.at,
  isDead: (start, ttlMs, current) => msOf(start) + ttlMs <= msOf(current),
  timeOf: (timestamp) => timestamp,
  asksSecondaries: true,
  bars: true,
  minCommit: (maxRead, start) => Math.max(maxRead, start) + 1,
  isSynced: (life) => life === 1,
  awaitsRollback: true,
  savesAtOnce: true,
  closesFirst: true,
  oracleFrom,
};
