/** A participant that is read: what its keys hold in a snapshot, unless a lock is in the way. @module */

import { scanAt } from "../mvcc/versions.ts";
import type { Lock, MessageOf, Met, PercolatorIo } from "./messages.ts";
import type { Manner } from "./settings.ts";
import type { Participant } from "./state.ts";

/** What whoever began too long ago is told. */
export const TOO_OLD = "its snapshot is not kept any more";

/** Somebody reads an interval. */
export function uponRead(
  p: Participant,
  { start, fetch, least, end }: MessageOf<"read">,
  reader: number,
  how: Manner,
  io: PercolatorIo,
): void {
  if (start < p.closed) return io.send(reader, { type: "conflict", start, words: TOO_OLD });
  // From now on nobody may commit before: the snapshot is served, or will be.
  p.maxRead = Math.max(p.maxRead, start);
  const locks = [...p.locks].filter(([key, lock]) =>
    least <= key && key < end && how.blocks(lock, start)
  );
  if (locks.length > 0) {
    io.send(reader, { type: "locked", start, locks: locks.map(met) });
    return;
  }
  const at = isOneKey(least, end) ? start : how.scansAt(start);
  io.send(reader, { type: "rows", start, fetch, rows: scanAt(p.versions, least, end, at) });
}

/** A lock as whoever meets it is told. */
export function met([key, { start, primary, ttlMs }]: readonly [string, Lock]): Met {
  return { key, start, primary, ttlMs };
}

/** The first key after a key. */
export function nextOf(key: string): string {
  return `${key}\u0000`;
}

/** Whether there is one key only in an interval. */
export function isOneKey(least: string, end: string): boolean {
  return end === nextOf(least);
}
