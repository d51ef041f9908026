/**
 * Makes durable what was found of a log, before anybody hears of it.
 *
 * What can be read may be nowhere but in the system's memory. If the process before was killed, a sync would
 * do. But if a sync had failed, the system may take it to be on the disk already, so that another sync does
 * nothing (Rebello and others 2020); and so may a name be. What is written again, under a new name, is not.
 *
 * Of all that counts only the last file can be in doubt, since it was begun when what is before it was
 * durable; and the checkpoint, until the first of the files is removed that it stands for. So a torn end is
 * never cut off in place: the file that comes has the good entries alone, and a salt of its own.
 *
 * @module
 */

import type { Disk } from "../disk/disk.ts";
import { writeCheckpoint } from "./checkpoint.ts";
import type { Recovered } from "./recover.ts";
import { createFile } from "./segment.ts";
import type { Wait } from "./wait.ts";

/** A log that is there, and durable. */
export interface Opened {
  /** The number of the file that grows. */
  readonly number: number;
  /** How long it is, in bytes. */
  readonly length: number;
  /** How many bytes are before it. */
  readonly earlier: number;
}

/** Puts files with a new salt in the place of those in doubt, and begins a log where there is none. */
export function* writeAgain(
  disk: Disk,
  { last, checkpoint, between, unfinished, old }: Recovered,
  { owner, salt }: { readonly owner: string; readonly salt: string },
): Generator<Wait, Opened> {
  for (const name of unfinished) disk.remove(name);
  const { number, before } = last?.title ?? { number: 1, before: 0 };
  let earlier = between + (checkpoint?.length ?? 0);
  if (checkpoint !== undefined && old.length > 0) {
    const about = { owner, number: checkpoint.number, salt };
    earlier = between + (yield* writeCheckpoint(disk, about, checkpoint.pieces));
  }
  const length = yield* createFile(disk, { owner, number, salt, before }, last?.bodies);
  // Only now: the name of what stands for them may not have been durable.
  for (const name of old) disk.remove(name);
  return { number, length, earlier };
}
