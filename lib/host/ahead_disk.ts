/**
 * A disk for an engine that waits for its syncs: what it has written is made durable ahead of them, beside
 * other work, so that a sync that finds nothing to do is over at once. To be durable earlier than asked for
 * does no harm: a crash might have left just that.
 *
 * @module
 */

import type { Disk } from "../storage/disk/disk.ts";
import { within } from "../storage/disk/within.ts";
import type { AsyncDisk } from "./async_disk.ts";

/** A disk, and a way to sync its files ahead. */
export interface AheadDisk extends Disk {
  /** Makes durable what was written to the files that are synced ahead. Nothing may be written meanwhile. */
  ahead(): Promise<void>;
}

/** The same disk, on which files may be synced ahead: those that `isAhead` says. */
export function aheadDisk(disk: AsyncDisk, isAhead: (name: string) => boolean): AheadDisk {
  /** Files that were written to since they were synced last. */
  const dirty = new Set<string>();
  /** Files that were synced and not written to since. Others, too, may hold what was not synced. */
  const clean = new Set<string>();
  let failure: { readonly error: unknown } | undefined;
  const soil = (name: string) => {
    clean.delete(name);
    if (isAhead(name)) dirty.add(name);
  };
  const forget = (name: string) => {
    clean.delete(name);
    dirty.delete(name);
  };
  const isSynced = (name: string) => {
    dirty.delete(name);
    if (isAhead(name)) clean.add(name);
  };
  return {
    ...within(disk, ""),
    append(name, bytes) {
      soil(name);
      disk.append(name, bytes);
    },
    writeAt(name, offset, bytes) {
      soil(name);
      disk.writeAt(name, offset, bytes);
    },
    reserve(name) {
      soil(name);
      return disk.reserve(name);
    },
    truncate(name, length) {
      soil(name);
      disk.truncate(name, length);
    },
    rename(from, to) {
      forget(to);
      // Whether it was synced is not carried over: it is synced once more, under its new name.
      forget(from);
      disk.rename(from, to);
    },
    remove(name) {
      forget(name);
      disk.remove(name);
    },
    sync(name) {
      // After one has failed, a later one that succeeds proves nothing.
      if (failure !== undefined) throw failure.error;
      if (clean.has(name)) return;
      disk.sync(name);
      isSynced(name);
    },
    async ahead() {
      try {
        for (const name of [...dirty]) {
          await disk.syncLater(name);
          isSynced(name);
        }
      } catch (error) {
        failure = { error };
        throw error;
      }
    },
  };
}
