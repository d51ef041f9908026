/** A participant that is written to: prewrite, commit, rollback (Peng and Dabek 2010, figure 6). @module */

import { newerThan, type Version } from "../mvcc/versions.ts";
import { timestampLabel } from "../oracle/oracle.ts";
import { add, committedAt, isRolledBack, type Kept } from "./journal.ts";
import type { Lock, MessageOf, PercolatorIo } from "./messages.ts";
import { met, TOO_OLD } from "./reading.ts";
import type { Manner } from "./settings.ts";
import type { Participant } from "./state.ts";

/** Makes a change that must survive a crash. */
function keep(p: Participant, saved: Kept, how: Manner, io: PercolatorIo): void {
  add(p, saved, how.collapses);
  io.save(saved);
}

/**
 * Somebody wants to write. A message that comes again finds what the first has done, whatever has become of it since:
 * locks, versions, or a rollback.
 */
export function uponPrewrite(
  p: Participant,
  prewrite: MessageOf<"prewrite">,
  coordinator: number,
  how: Manner,
  io: PercolatorIo,
): void {
  const { start, writes } = prewrite, keys = writes.map(([key]) => key);
  const commit = keys.map((key) => committedAt(p, key, start)).find((at) => at !== undefined);
  if (commit !== undefined) return io.send(coordinator, { type: "committed", start, commit });
  const words = keys.map((key) => refusal(p, key, start, how)).find(Boolean);
  if (words !== undefined) return io.send(coordinator, { type: "conflict", start, words });
  const locks = keys.flatMap((key) => {
    const lock = p.locks.get(key);
    return lock === undefined || lock.start === start ? [] : [met([key, lock])];
  });
  if (locks.length > 0) return io.send(coordinator, { type: "locked", start, locks });
  // One that was locked, as its participant did not know what it had served, is committed in two steps.
  const isNew = keys.every((key) => !p.locks.has(key));
  if (prewrite.isAll === true && p.isSynced && isNew) {
    const minCommit = how.minCommit(p.maxRead, start);
    commitAll(p, writes.map(([key, value]) => [key, { at: minCommit, by: start, value }]), how, io);
    return io.send(coordinator, { type: "committed", start, commit: minCommit });
  }
  io.send(coordinator, { type: "prewritten", start, minCommit: lockAll(p, prewrite, how, io) });
}

/** Why a transaction may not lock a key, and never will; undefined if it may. */
function refusal(p: Participant, key: string, start: number, how: Manner): string | undefined {
  if (p.locks.get(key)?.start === start) return undefined;
  if (start < p.closed) return TOO_OLD;
  if (isRolledBack(p, key, start)) return `${key} has been rolled back by somebody who met it`;
  const newer = newerThan(p.versions, key, start);
  if (!how.conflicts(newer)) return undefined;
  return `${key} was written at ${timestampLabel(newer!.at)}, after its snapshot`;
}

/** Locks all; returns the least timestamp at which they commit, or 0 if one of them leaves that to the primary. */
function lockAll(
  p: Participant,
  { start, primary, writes, ttlMs, secondaries }: MessageOf<"prewrite">,
  how: Manner,
  io: PercolatorIo,
): number {
  const minCommit = secondaries !== undefined && p.isSynced ? how.minCommit(p.maxRead, start) : 0;
  const all: number[] = [];
  for (const [key, value] of writes) {
    const known = p.locks.get(key);
    const others = key === primary && minCommit > 0 ? { secondaries: secondaries! } : {};
    const lock: Lock = known ?? { start, primary, value, ttlMs, minCommit, ...others };
    if (known === undefined) keep(p, { type: "lock", key, lock }, how, io);
    all.push(lock.minCommit);
  }
  // A crash may have kept some of them: those that are locked only now may commit later only.
  return all.includes(0) ? 0 : Math.max(...all);
}

/** Commits all keys in one step: nothing but this record says that they belong together. */
function commitAll(
  p: Participant,
  all: readonly (readonly [key: string, version: Version])[],
  how: Manner,
  io: PercolatorIo,
): void {
  for (const [key, version] of all) {
    const saved = { type: "version", key, version } as const;
    add(p, saved, how.collapses);
    if (!how.savesAtOnce) io.save(saved);
    overwrite(p, key, version.at, how);
  }
  if (how.savesAtOnce) io.save({ type: "versions", all });
}

/** Versions and rollbacks do not stand in the same column here; where they do, one takes the place of the other. */
function overwrite({ rollbacks }: Participant, key: string, at: number, how: Manner): void {
  if (!how.overwrites) return;
  rollbacks.set(key, (rollbacks.get(key) ?? []).filter(({ start }) => start !== at));
}

/**
 * A transaction is committed: by its coordinator, which is told if it has been rolled back, or by whoever met it. The
 * primary is the first of its keys, and is saved first: a crash in between leaves locks that it decides.
 */
export function uponCommit(
  p: Participant,
  { start, commit, keys }: MessageOf<"commit">,
  sender: number,
  how: Manner,
  io: PercolatorIo,
): void {
  const isGone = keys.some((key) =>
    p.locks.get(key)?.start !== start && committedAt(p, key, start) === undefined
  );
  if (isGone && start < p.collected) return io.send(sender, { type: "forgotten", start });
  if (isGone) return io.send(sender, { type: "gone", start });
  for (const key of keys) {
    const lock = p.locks.get(key);
    if (lock?.start !== start) continue;
    const version = { at: commit, by: start, value: lock.value };
    keep(p, { type: "version", key, version }, how, io);
    overwrite(p, key, commit, how);
  }
  io.send(sender, { type: "committed", start, commit: committedAt(p, keys[0]!, start) ?? commit });
}

/** A transaction is rolled back, unless it is committed. */
export function uponRollback(
  p: Participant,
  { start, primary, keys, isAsync }: MessageOf<"rollback">,
  sender: number,
  how: Manner,
  io: PercolatorIo,
): void {
  const commit = keys.map((key) => committedAt(p, key, start)).find((at) => at !== undefined);
  if (commit !== undefined) return io.send(sender, { type: "committed", start, commit });
  if (start < p.collected) return io.send(sender, { type: "forgotten", start });
  for (const key of keys) rollBack(p, key, start, how.isProtected(key, primary, isAsync), how, io);
  io.send(sender, { type: "rolledBack", start });
}

/** Unlocks a key, and leaves a record by which a late prewrite is refused. */
export function rollBack(
  p: Participant,
  key: string,
  start: number,
  isProtected: boolean,
  how: Manner,
  io: PercolatorIo,
): void {
  if (!how.leavesRecord) {
    // There is no record of a lock that is taken away but this one; it is forgotten at once.
    if (p.locks.get(key)?.start !== start) return;
    keep(p, { type: "rollback", key, rollback: { start, isProtected: false } }, how, io);
    p.rollbacks.set(key, (p.rollbacks.get(key) ?? []).filter((each) => each.start !== start));
    return;
  }
  if (isRolledBack(p, key, start)) return;
  keep(p, { type: "rollback", key, rollback: { start, isProtected } }, how, io);
}

/** A transaction lives, and may live longer than its lock said. */
export function uponHeartbeat(
  p: Participant,
  { start, primary, ttlMs }: MessageOf<"heartbeat">,
  how: Manner,
  io: PercolatorIo,
): void {
  const lock = p.locks.get(primary);
  if (lock?.start !== start || lock.ttlMs >= ttlMs) return;
  keep(p, { type: "lock", key: primary, lock: { ...lock, ttlMs } }, how, io);
}
