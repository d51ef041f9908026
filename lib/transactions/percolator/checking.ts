/** A participant that is asked what has become of a transaction whose locks somebody has met. @module */

import { writtenBy } from "../mvcc/versions.ts";
import { committedAt, isRolledBack } from "./journal.ts";
import { rollBack } from "./locking.ts";
import type { Found, MessageOf, PercolatorIo, Status } from "./messages.ts";
import type { Manner } from "./settings.ts";
import type { Participant } from "./state.ts";

/** What the primary says. If its transaction is dead, or was never here and is too old, it is rolled back by that. */
export function uponCheck(
  p: Participant,
  check: MessageOf<"check">,
  asker: number,
  how: Manner,
  io: PercolatorIo,
): void {
  io.send(asker, { type: "status", start: check.start, status: statusOf(p, check, how, io) });
}

function statusOf(
  p: Participant,
  { start, primary, ttlMs, current, isForced }: MessageOf<"check">,
  how: Manner,
  io: PercolatorIo,
): Status {
  const lock = p.locks.get(primary);
  if (lock?.start === start) {
    if (!how.isDead(start, lock.ttlMs, current)) return { is: "alive" };
    if (lock.minCommit > 0 && !isForced && how.asksSecondaries) {
      const { minCommit, secondaries = [] } = lock;
      return { is: "in doubt", minCommit, secondaries };
    }
  } else {
    const commit = how.commitOf(writtenBy(p.versions, primary, start));
    if (commit !== undefined) return { is: "committed", commit };
    if (isRolledBack(p, primary, start)) return { is: "rolled back" };
    // Its prewrite may be on its way.
    if (!how.isDead(start, ttlMs, current)) return { is: "alive" };
  }
  if (start >= p.collected) {
    rollBack(p, primary, start, how.isProtected(primary, primary, isForced), how, io);
  }
  return { is: "rolled back" };
}

/** What the other keys of an asynchronous commit say. One that is not locked is barred, so that all come to the same. */
export function uponCheckSecondaries(
  p: Participant,
  { start, primary, keys }: MessageOf<"checkSecondaries">,
  asker: number,
  how: Manner,
  io: PercolatorIo,
): void {
  const found = keys.map((key): readonly [string, Found] => {
    const lock = p.locks.get(key);
    if (lock?.start === start) return [key, { is: "locked", minCommit: lock.minCommit }];
    const commit = committedAt(p, key, start);
    if (commit !== undefined) return [key, { is: "committed", commit }];
    if (how.bars && start >= p.collected) {
      rollBack(p, key, start, how.isProtected(key, primary, true), how, io);
    }
    return [key, { is: "rolled back" }];
  });
  io.send(asker, { type: "secondaries", start, found });
}
