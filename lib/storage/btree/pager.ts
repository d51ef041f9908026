/** What a tree needs of whoever keeps its pages. @module */

import type { Page, Pointer } from "./page.ts";

/** Where the pages of one moment are read. */
export interface PageReader {
  /** The length of every page. */
  readonly pageBytes: number;
  /** What stands before a page's number where a person reads it. */
  readonly where: string;
  /**
   * A page, which only `Pager.write` lets be changed. Throws `CorruptStorage` if the disk holds another
   * than was written.
   */
  read(number: number, check: number): Page;
}

/** The pages of the moment that is being written. */
export interface Pager extends PageReader {
  /** What was counted. */
  readonly statistics: TreeStatistics;
  /**
   * The page to be changed in the place of this one: itself, or a copy, which may have another number.
   */
  write(page: Page): Page;
  /** A new page of a kind, to be changed. Throws `StorageFull`. */
  allocate(kind: number): Page;
  /** The page is not used from now on. */
  free(page: Page): void;
  /**
   * The page will not change any more: its check, for whoever points to it, or 0 if that is not known.
   */
  finish(page: Page): number;
}

/** Counts, from when the tree was opened. */
export interface TreeStatistics {
  /** Bytes of keys and values that were put, and of keys that were deleted. */
  userBytes: number;
  /** Bytes that were written to the disk. */
  bytesWritten: number;
  /** Pages that were written to the disk, those of free lists, roots and logs among them. */
  pagesWritten: number;
  /** Pages that were read from the disk. */
  pagesRead: number;
  /** How often a file was synced. */
  syncs: number;
  /** How often a root was written, or a commit to the log. */
  commits: number;
  /** Pages that were cut in two. */
  splits: number;
  /** Pages that were joined to their neighbours. */
  merges: number;
  /** Pages that got cells of their neighbours. */
  shifts: number;
  /** Pages that were used again. */
  reused: number;
  /** Checkpoints after which the log began anew. */
  checkpoints: number;
  /** 1 if a root was found whose write had not come to its end when it was opened. */
  tornRoots: number;
}

/** Nothing yet. */
export function newStatistics(): TreeStatistics {
  return {
    userBytes: 0,
    bytesWritten: 0,
    pagesWritten: 0,
    pagesRead: 0,
    syncs: 0,
    commits: 0,
    splits: 0,
    merges: 0,
    shifts: 0,
    reused: 0,
    checkpoints: 0,
    tornRoots: 0,
  };
}

/** There is no room for what was to be written. Nothing was changed. */
export class StorageFull extends Error {
  /** Tells it from other errors. */
  override readonly name = "StorageFull";
}

/** A tree at one moment. */
export interface View {
  /** Where its pages are read. */
  readonly reader: PageReader;
  /** Where it begins. */
  readonly root: Pointer;
}
