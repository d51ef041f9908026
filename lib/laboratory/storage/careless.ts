/**
 * Disks that leave out one thing of what an engine asks of them, so that an engine that is right becomes one
 * that has forgotten it (after the bugs that Pillai and others 2014 and Rebello and others 2020 found).
 *
 * @module
 */

import { changed } from "../../storage/disk/changed.ts";
import type { Disk } from "../../storage/disk/disk.ts";
import type { SimulatedDiskOptions } from "../../storage/disk/simulated_disk.ts";

/** What a disk leaves out, or does in another way. */
export interface Careless {
  /** That, for a person to read. */
  readonly words: string;
  /** The disk as an engine sees it. */
  below(disk: Disk): Disk;
  /** What the disk below is like; by default it only forgets. */
  readonly disk?: SimulatedDiskOptions;
  /** Whether it takes a sync that fails for it to show. */
  readonly needsFailure?: boolean;
}

/** It does what it is asked. */
export const careful: Careless = { words: "nothing is left out", below: (disk) => disk };

/** New names, renames and removals are never made durable. */
export const withoutFolderSync: Careless = {
  words: "the folder is not synced",
  below: (disk) => changed(disk, { syncFolder() {} }),
};

/** Files with such names are never synced. */
export function withoutSyncOf(names: RegExp, what: string): Careless {
  return {
    words: `${what} are not synced`,
    below: (disk) =>
      changed(disk, { sync: (name) => names.test(name) ? undefined : disk.sync(name) }),
  };
}

/** What is written once and whole, such as a table, is not synced; what has grown since then is. */
export const withoutFirstSync: Careless = {
  words: "files are not synced when they are new",
  below(disk) {
    const synced = new Set(disk.names());
    return changed(disk, {
      sync(name) {
        if (synced.has(name)) disk.sync(name);
        synced.add(name);
      },
      rename(from, to) {
        disk.rename(from, to);
        if (synced.delete(from)) synced.add(to);
      },
      remove(name) {
        disk.remove(name);
        synced.delete(name);
      },
    });
  },
};

/** The engine does not hear of it. */
export const withoutSyncErrors: Careless = {
  words: "a sync that fails counts as done",
  below: (disk) =>
    changed(disk, {
      sync: (name) => swallowing(() => disk.sync(name)),
      syncFolder: () => swallowing(() => disk.syncFolder()),
    }),
  needsFailure: true,
};

/** The engine hears of the one that succeeds. */
export const withSyncsAgain: Careless = {
  words: "a sync that fails is tried again",
  below: (disk) =>
    changed(disk, {
      sync: (name) => again(() => disk.sync(name)),
      syncFolder: () => again(() => disk.syncFolder()),
    }),
  needsFailure: true,
};

/** What had the new name is gone meanwhile. */
export const withoutRename: Careless = {
  words: "a file is renamed by copying it",
  below: (disk) =>
    changed(disk, {
      rename(from, to) {
        if (disk.names().includes(to)) disk.remove(to);
        disk.append(to, disk.readAt(from, 0, disk.size(from)));
        disk.sync(to);
        disk.remove(from);
      },
    }),
};

/** As on some file systems: any change of names since the last sync of the folder may be undone, or none. */
export const anyNames: Careless = {
  words: "names are undone in any order",
  below: (disk) => disk,
  disk: { anyNames: true },
};

/** All that go for any engine, the careful one first. */
export const carelessness: readonly Careless[] = [
  careful,
  anyNames,
  withoutFolderSync,
  withoutFirstSync,
  withoutSyncOf(/./, "files"),
  withoutRename,
  withSyncsAgain,
  withoutSyncErrors,
];

function swallowing(work: () => void): void {
  try {
    work();
  } catch {
    // Nobody hears of it.
  }
}

/** Until it does not fail. */
export function again(work: () => void): void {
  for (;;) {
    try {
      return work();
    } catch {
      continue;
    }
  }
}
