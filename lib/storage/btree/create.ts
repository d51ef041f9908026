/** The file of a new tree. @module */

import type { Disk } from "../disk/disk.ts";
import { kinds, newPage, PAGE_BYTES, seal } from "./page.ts";
import { FIRST_PAGE, type Keeper, PAGES, readRoots, type Root, writeRoot } from "./roots.ts";

/** What a tree's file is called until it is whole. */
const UNFINISHED = "pages.new";

/** The epoch of a file that was never used. */
const UNUSED = 1;

/**
 * Whether the file is to be made: if there is none, or if no root was written since it was made. Then it
 * may have its name in memory only, after a sync of the folder that failed; it is made anew, which loses
 * nothing. Throws as `readRoots` does.
 */
export function isUnused(disk: Disk, keeper: Keeper, pageBytes: number): boolean {
  const { least, most } = PAGE_BYTES;
  const isPower = Number.isInteger(pageBytes) && (pageBytes & (pageBytes - 1)) === 0;
  if (!isPower || pageBytes < least || pageBytes > most) {
    throw new RangeError(
      `Cannot open a tree because its pages must have a power of two from ${least} to ${most} ` +
        `bytes: given ${pageBytes}`,
    );
  }
  if (!disk.names().includes(PAGES)) return true;
  return readRoots(disk, keeper, pageBytes).newest.epoch <= UNUSED;
}

/**
 * Makes the file. It gets its name when all of it is durable, so that a file of that name without a root
 * was damaged, and not merely begun; of an unfinished one nothing stays.
 */
export function createPages(disk: Disk, keeper: Keeper, pageBytes: number): void {
  removeAll(disk, [PAGES, UNFINISHED]);
  const leaf = newPage(FIRST_PAGE, pageBytes, kinds.leaf), check = seal(leaf);
  const root: Omit<Root, "epoch"> = {
    tree: { number: leaf.number, check },
    free: { number: 0, check: 0 },
    end: FIRST_PAGE + 1,
  };
  for (const slot of [0, 1]) {
    const epoch = UNUSED - 1 + slot;
    writeRoot(disk, { ...root, epoch }, { slot, keeper, pageBytes }, UNFINISHED);
  }
  disk.append(UNFINISHED, leaf.bytes);
  disk.sync(UNFINISHED);
  disk.rename(UNFINISHED, PAGES);
  disk.syncFolder();
}

/** Removes those of these files that are there, for good. */
export function removeAll(disk: Disk, names: readonly string[]): void {
  const there = disk.names().filter((name) => names.includes(name));
  if (there.length === 0) return;
  for (const name of there) disk.remove(name);
  disk.syncFolder();
}
