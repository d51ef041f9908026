/** Bugs of a file that is replaced whole. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/17-storage/answers.ts";
import type { Disk } from "../../../exercises/17-storage/given.ts";
import { replace } from "../replace.ts";
import { disguised, nothing } from "./disguised.ts";

const replacing = (change: (own: Disk) => Partial<Disk>) => ({
  replace: (disk: Disk, name: string, bytes: Uint8Array) =>
    replace.replace(disguised(disk, change), name, bytes),
});

export const replaceMutants: Mutants<Answers> = {
  replace: {
    "unsynced: the new contents are not synced": replacing(() => ({ sync: nothing })),
    "unnamed: the folder is not synced": replacing(() => ({ syncFolder: nothing })),
    "in-place: the old contents are written over": {
      replace(disk, name, bytes) {
        if (disk.names().includes(name)) disk.truncate(name, 0);
        disk.append(name, bytes);
        disk.sync(name);
        disk.syncFolder();
      },
    },
    "gone: the old file is removed first": {
      replace(disk, name, bytes) {
        if (disk.names().includes(name)) disk.remove(name);
        replace.replace(disk, name, bytes);
      },
    },
    "leftover: a new file begins with what a crash has left": {
      replace(disk, name, bytes) {
        disk.append(`${name}.new`, bytes);
        disk.sync(`${name}.new`);
        disk.rename(`${name}.new`, name);
        disk.syncFolder();
      },
    },
    "late: the contents are synced when they have the name": {
      replace(disk, name, bytes) {
        const unfinished = `${name}.new`;
        if (disk.names().includes(unfinished)) disk.remove(unfinished);
        disk.append(unfinished, bytes);
        disk.rename(unfinished, name);
        disk.sync(name);
        disk.syncFolder();
      },
    },
    "early: the folder is synced before the file has its name": {
      replace(disk, name, bytes) {
        replace.replace(
          disguised(disk, (own) => ({
            syncFolder: nothing,
            rename(from, to) {
              own.syncFolder();
              own.rename(from, to);
            },
          })),
          name,
          bytes,
        );
      },
    },
    "swallows: a sync that fails is tried once more": replacing((own) => ({
      sync(name) {
        try {
          own.sync(name);
        } catch {
          own.sync(name);
        }
      },
    })),
    "thrice: the folder is synced before, too": replacing((own) => ({
      append(name, bytes) {
        own.append(name, bytes);
        own.syncFolder();
      },
    })),
    "keeps: the old file is kept under another name": {
      replace(disk, name, bytes) {
        const old = disk.names().includes(name) ? disk.read(name) : undefined;
        replace.replace(disk, name, bytes);
        if (old !== undefined && !disk.names().includes(`${name}.old`)) {
          disk.append(`${name}.old`, old);
        }
      },
    },
    "other: a copy that somebody keeps is taken for its own": {
      replace(disk, name, bytes) {
        for (const each of disk.names()) if (each.startsWith(`${name}.`)) disk.remove(each);
        replace.replace(disk, name, bytes);
      },
    },
  },
};
