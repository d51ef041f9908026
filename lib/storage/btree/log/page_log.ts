/** The log of one tree: which page stands in which frame. @module */

import type { Disk } from "../../disk/disk.ts";
import { type Page, readPage } from "../page.ts";
import { removeAll } from "../create.ts";
import { PageCache } from "../page_cache.ts";
import type { TreeStatistics } from "../pager.ts";
import {
  firstCheck,
  FRAME_HEAD,
  frameAt,
  frameBytes,
  LOG,
  readFrames,
  type TreeState,
  writeFrames,
  writePromise,
} from "./frames.ts";

/** What the log is copied to when it is opened. */
const COPY = "log.new";

/** A row of frames, of which each reader sees the first so many. */
export class PageLog {
  /** Which generation it is of. */
  generation: number;
  /** How many frames it has. */
  length = 0;
  /** How many of them are durable. Invariant: durable <= length. */
  durable = 0;
  readonly #disk: Disk;
  readonly #pageBytes: number;
  readonly #statistics: TreeStatistics;
  readonly #cache: PageCache;
  /** The frames of each page, in their order. */
  readonly #frames = new Map<number, number[]>();
  #check: number;

  /** The empty log of a generation. */
  constructor(
    disk: Disk,
    generation: number,
    pageBytes: number,
    statistics: TreeStatistics,
    cachedPages: number,
  ) {
    this.#disk = disk;
    this.generation = generation;
    this.#pageBytes = pageBytes;
    this.#statistics = statistics;
    this.#cache = new PageCache(cachedPages);
    this.#check = firstCheck(generation);
  }

  /**
   * Takes up what is on the disk, and returns what its last batch left. What was read may stand in memory
   * only, after a sync that failed in an earlier life, and checkpoints are built on it: so the log is
   * copied into another file, and that takes its place when it is durable. What never counted is not
   * copied: it would count again, should the same batch come before it once more.
   */
  recover(): TreeState | undefined {
    const disk = this.#disk;
    const { pages, state, check } = readFrames(disk, this.generation, this.#pageBytes);
    removeAll(disk, [COPY]);
    disk.append(COPY, new Uint8Array(this.#pageBytes));
    for (const [i, number] of pages.entries()) {
      const frame = disk.readAt(LOG, frameAt(i, this.#pageBytes), frameBytes(this.#pageBytes));
      disk.append(COPY, frame);
      this.#count(frame, 1);
      this.#note(number, i);
    }
    disk.sync(COPY);
    disk.rename(COPY, LOG);
    disk.syncFolder();
    this.#statistics.syncs += 2;
    this.length = pages.length;
    this.durable = this.length;
    this.#check = check;
    writePromise(disk, this.generation, this.durable);
    return state;
  }

  /** Appends the pages of a batch. */
  append(pages: readonly Page[], state: TreeState): void {
    const { bytes, check } = writeFrames(pages, state, {
      generation: this.generation,
      check: this.#check,
    });
    this.#disk.writeAt(LOG, frameAt(this.length, this.#pageBytes), bytes);
    this.#count(bytes, pages.length);
    for (const page of pages) {
      this.#cache.set(this.length, page);
      this.#note(page.number, this.length++);
    }
    this.#check = check;
    this.#statistics.commits++;
  }

  /** Makes durable what was appended. */
  sync(): void {
    this.#disk.sync(LOG);
    this.#statistics.syncs++;
    this.durable = this.length;
    writePromise(this.#disk, this.generation, this.durable);
  }

  /** A page as it stands in the first so many frames; `undefined` if it does not. */
  read(number: number, frames: number): Page | undefined {
    const found = this.frameOf(number, frames);
    return found === undefined ? undefined : this.#page(found, number);
  }

  /** The last of the first so many frames that has a page. */
  frameOf(number: number, frames: number): number | undefined {
    const all = this.#frames.get(number);
    if (all === undefined) return undefined;
    let last = all.length - 1;
    while (last >= 0 && all[last]! >= frames) last--;
    return all[last];
  }

  /**
   * The pages whose newest version among the first `to` frames is not among the first `from`, by their
   * numbers.
   */
  changed(from: number, to: number): readonly number[] {
    return [...this.#frames.keys()].filter((number) => (this.frameOf(number, to) ?? -1) >= from)
      .sort((a, b) => a - b);
  }

  /** Begins the next generation: all frames stand in the file, and a root that says so is durable. */
  restart(): void {
    this.generation++;
    this.length = 0;
    this.durable = 0;
    this.#check = firstCheck(this.generation);
    this.#frames.clear();
    this.#cache.clear();
  }

  #page(frame: number, number: number): Page {
    const known = this.#cache.get(frame);
    if (known !== undefined) return known;
    this.#statistics.pagesRead++;
    const at = frameAt(frame, this.#pageBytes) + FRAME_HEAD;
    const bytes = this.#disk.readAt(LOG, at, this.#pageBytes);
    const page = readPage(bytes, { number, check: 0 }, `${this.#disk.where}${LOG}`);
    this.#cache.set(frame, page);
    return page;
  }

  #note(number: number, frame: number): void {
    const frames = this.#frames.get(number);
    if (frames === undefined) this.#frames.set(number, [frame]);
    else frames.push(frame);
  }

  #count(bytes: Uint8Array, pages: number): void {
    this.#statistics.bytesWritten += bytes.length;
    this.#statistics.pagesWritten += pages;
  }
}
