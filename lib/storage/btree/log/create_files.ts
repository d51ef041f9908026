/** The files of a tree with a log. @module */

import { CorruptStorage } from "../../corrupt.ts";
import type { Disk } from "../../disk/disk.ts";
import { createPages, isUnused, removeAll } from "../create.ts";
import { type Keeper, PAGES } from "../roots.ts";
import { LOG, readFrames } from "./frames.ts";

/**
 * Sees to it that there are pages and a log. The log is there, durably, before the file of pages has its
 * name: so pages without a log have lost it. Files that were never used are made anew, as `isUnused`
 * says. Throws `CorruptStorage` if one was used and the other is gone.
 */
export function createFiles(disk: Disk, keeper: Keeper, pageBytes: number): void {
  const unused = isUnused(disk, keeper, pageBytes), names = disk.names();
  const length = names.includes(LOG) ? disk.size(LOG) : 0;
  if (names.includes(PAGES) && length < pageBytes) {
    const required = `it must begin with ${pageBytes} bytes that say what was durable`;
    throw new CorruptStorage(`${disk.where}${LOG}`, required, `${length} bytes`);
  }
  const hasFrames = length > 0 && unused && readFrames(disk, 1, pageBytes).pages.length > 0;
  if (hasFrames && !names.includes(PAGES)) {
    throw new CorruptStorage(
      `${disk.where}${PAGES}`,
      "there is a log of its pages",
      "no such file",
    );
  }
  if (!unused || hasFrames) return;
  removeAll(disk, [PAGES]);
  removeAll(disk, [LOG]);
  disk.append(LOG, new Uint8Array(pageBytes));
  disk.sync(LOG);
  disk.syncFolder();
  createPages(disk, keeper, pageBytes);
}
