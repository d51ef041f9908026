/** The roots of an open file. @module */

import type { Disk } from "../disk/disk.ts";
import type { PageFile } from "./page_file.ts";
import { type Keeper, PAGES, readRoots, type Root, writeRoot } from "./roots.ts";

/** Knows the newest root, and writes the next in the place of the one before it. */
export class RootFile {
  /** The newest. */
  newest: Root;
  /** The one that the next is written over; `undefined` if that was torn. */
  other: Root | undefined;
  readonly #disk: Disk;
  readonly #file: PageFile;
  readonly #keeper: Keeper;
  #slot: number;

  /**
   * Reads them. The newest may stand in memory only, after a sync that failed in an earlier life (Rebello
   * and others 2020), and the next goes to the other page, so that a crash could leave neither: it is
   * written again first.
   */
  constructor(disk: Disk, file: PageFile, keeper: Keeper) {
    this.#disk = disk;
    this.#file = file;
    this.#keeper = keeper;
    const { newest, slot, other, isTorn } = readRoots(disk, keeper, file.pageBytes);
    [this.newest, this.#slot, this.other] = [newest, slot, other];
    if (isTorn) file.statistics.tornRoots++;
    // What an unfinished commit has left behind the end may be there in memory only, its length too.
    const length = newest.end * file.pageBytes;
    if (disk.size(PAGES) > length) disk.truncate(PAGES, length);
    this.#write(newest, slot);
  }

  /** Writes the next root, and syncs; all that it leads to must be durable. */
  write(root: Root): void {
    const slot = 1 - this.#slot;
    this.#write(root, slot);
    [this.other, this.newest, this.#slot] = [this.newest, root, slot];
  }

  #write(root: Root, slot: number): void {
    const { pageBytes, statistics } = this.#file;
    writeRoot(this.#disk, root, { slot, keeper: this.#keeper, pageBytes });
    statistics.pagesWritten++;
    statistics.bytesWritten += pageBytes;
    this.#file.sync();
  }
}
