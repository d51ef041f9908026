/**
 * Stores that keep their value in a file of its own, and lose it: each leaves out one of the steps that make
 * a new file take the place of an old one (Pillai and others 2014, section 2.2).
 *
 * @module
 */

import type { Disk } from "../../storage/disk/disk.ts";
import { bytesOf, type TinyStoreKind, valueOf } from "./tiny_store.ts";

const FILE = "value", NEW = "value.new";

/** Writes over the old value, and leaves it to the disk when. */
export const inPlace: TinyStoreKind = {
  name: "writes in place, and does not sync",
  open(disk) {
    begin(disk);
    return {
      get: () => read(disk),
      put(value, done) {
        disk.writeAt(FILE, 0, bytesOf(value));
        done();
      },
    };
  },
};

/** The name reaches the disk before the contents do. */
export const renamesUnsynced: TinyStoreKind = {
  name: "renames a file that is not synced",
  open: (disk) => ({
    get: () => read(disk),
    put(value, done) {
      write(disk, value);
      disk.rename(NEW, FILE);
      disk.syncFolder();
      done();
    },
  }),
};

/** The contents reach the disk, and the name does later. */
export const forgetsTheFolder: TinyStoreKind = {
  name: "renames, and does not sync the folder",
  open: (disk) => ({
    get: () => read(disk),
    put(value, done) {
      write(disk, value);
      disk.sync(NEW);
      disk.rename(NEW, FILE);
      done();
    },
  }),
};

function begin(disk: Disk): void {
  if (disk.names().includes(FILE)) return;
  disk.append(FILE, new Uint8Array());
  disk.syncFolder();
}

/** Begins the new file, and not where one was left half-written. */
function write(disk: Disk, value: string): void {
  if (disk.names().includes(NEW)) disk.remove(NEW);
  disk.append(NEW, bytesOf(value));
}

function read(disk: Disk): string | undefined {
  if (!disk.names().includes(FILE)) return undefined;
  const bytes = disk.read(FILE);
  return bytes.length === 0 ? undefined : valueOf(bytes);
}
