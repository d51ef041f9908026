/**
 * Pages that are changed where they stand, by way of a log: what batches made of them is appended to it,
 * and is durable when the log is synced. Batches gather in memory until somebody asks for that, or reads
 * a version, or there are many; so each page is written once for all of them, and after a crash all of
 * them are there, or none is. Who reads looks into the log first, and only up to where it ended when he
 * began. A checkpoint copies what is durable there into the file, and then the log begins anew (the way
 * of SQLite since 3.7.0).
 *
 * @module
 */

import type { Disk } from "../../disk/disk.ts";
import { copyOf, newPage, type Page, type Pointer } from "../page.ts";
import { PageFile } from "../page_file.ts";
import { newStatistics, type Pager, StorageFull, type TreeStatistics } from "../pager.ts";
import { depthOf } from "../path.ts";
import { RootFile } from "../root_file.ts";
import type { Census, HeldView, Store } from "../store.ts";
import type { TreeState } from "./frames.ts";
import { Checkpoints } from "./checkpoints.ts";
import { freeChain, freePage, nextFree } from "./free_chain.ts";
import { createFiles } from "./create_files.ts";
import type { LogOptions } from "./options.ts";
import { PageLog } from "./page_log.ts";

const KEEPER = "log";

/** Keeps pages in place. */
export class LogStore implements Store, Pager {
  readonly statistics: TreeStatistics = newStatistics();
  readonly pageBytes: number;
  readonly pager: Pager = this;
  readonly #file: PageFile;
  readonly #log: PageLog;
  readonly #checkpoints: Checkpoints;
  readonly #mostPages: number;
  readonly #checkpointFrames: number;
  readonly #groupPages: number;
  /** What the last batch left. */
  #state: TreeState;
  /** What the last batch left that is in the log. */
  #logged: TreeState;
  /** What the batch has made of it so far. */
  #next: TreeState;
  /** The pages that the batch has changed. */
  readonly #dirty = new Map<number, Page>();
  /** The pages that batches before it have changed, and that are not in the log. */
  readonly #group = new Map<number, Page>();
  /** How many pages must stay for what comes later. */
  #floor = 0;

  /** Opens the tree on a disk, or begins one. Throws `CorruptStorage`. */
  constructor(disk: Disk, options: LogOptions = {}) {
    const { pageBytes = 4096, mostPages = 2 ** 31 - 1, cachedPages = 4096 } = options;
    this.pageBytes = pageBytes;
    this.#mostPages = mostPages;
    this.#groupPages = options.groupPages ?? 1024;
    this.#checkpointFrames = options.checkpointFrames ?? 4096;
    createFiles(disk, KEEPER, pageBytes);
    this.#file = new PageFile(disk, pageBytes, this.statistics, cachedPages);
    const roots = new RootFile(disk, this.#file, KEEPER);
    const { epoch, tree, free, end } = roots.newest;
    this.#log = new PageLog(disk, epoch, pageBytes, this.statistics, cachedPages);
    this.#state = this.#log.recover() ?? { root: tree.number, free: free.number, end };
    this.#next = this.#state;
    this.#logged = this.#state;
    this.#checkpoints = new Checkpoints({
      file: this.#file,
      roots,
      log: this.#log,
      state: () => this.#logged,
      statistics: this.statistics,
    });
    this.read(this.#state.root);
  }

  get where(): string {
    return this.#file.where;
  }

  get root(): Pointer {
    return { number: this.#state.root, check: 0 };
  }

  /** How many frames the log has. */
  get frames(): number {
    return this.#log.length;
  }

  read(number: number): Page {
    return this.#dirty.get(number) ?? this.#group.get(number) ??
      this.#readOf(number, this.#log.length);
  }

  write(page: Page): Page {
    if (this.#dirty.get(page.number) === page) return page;
    const copy = copyOf(page, page.number);
    this.#dirty.set(page.number, copy);
    return copy;
  }

  allocate(kind: number): Page {
    const page = newPage(this.#take(), this.pageBytes, kind);
    this.#dirty.set(page.number, page);
    return page;
  }

  /**
   * Free pages lead from one to the next; readers still find the former content in the log or the file.
   */
  free({ number }: Page): void {
    this.#dirty.set(number, freePage(number, this.#next.free, this.pageBytes));
    this.#next = { ...this.#next, free: number };
  }

  /** Pages change in place, and those that point to them do not: nobody knows a check. */
  finish(): number {
    return 0;
  }

  begin(isRoomy: boolean): void {
    this.#next = this.#state;
    this.#floor = isRoomy ? 2 * depthOf(this, this.root) : 0;
  }

  end(root: Pointer): void {
    this.#next = { ...this.#next, root: root.number };
    for (const [number, page] of this.#dirty) this.#group.set(number, page);
    this.#dirty.clear();
    this.#state = this.#next;
    if (this.#group.size >= this.#groupPages) this.#append();
  }

  undo(): boolean {
    this.#dirty.clear();
    this.#next = this.#state;
    return true;
  }

  relieve(): boolean {
    return false;
  }

  sync(): void {
    this.#append();
    if (this.#log.durable < this.#log.length) this.#log.sync();
  }

  view(): HeldView {
    this.#append();
    const held = { frames: this.#log.length };
    this.#checkpoints.views.add(held);
    const { pageBytes, where } = this, read = (number: number) => this.#readOf(number, held.frames);
    return {
      reader: { pageBytes, where, read },
      root: this.root,
      release: () => void this.#checkpoints.views.delete(held),
    };
  }

  census(): Census {
    const { free, end } = this.#state;
    return { end, used: [], free: freeChain(this, free, end) };
  }

  /**
   * Copies the log into the file, step by step; see `Checkpoints.run`. No batch may be half done between
   * its steps.
   */
  checkpoint(): Generator<void, void> {
    return this.#checkpoints.run();
  }

  /** Writes what batches have changed since the last time, as if they had been one. */
  #append(): void {
    if (this.#group.size === 0) return;
    const pages = [...this.#group.values()].sort((a, b) => a.number - b.number);
    this.#log.append(pages, this.#state);
    this.#logged = this.#state;
    this.#group.clear();
    if (!this.#checkpoints.isDue(this.#checkpointFrames)) return;
    for (const _ of this.checkpoint()) continue;
  }

  #readOf(number: number, frames: number): Page {
    return this.#log.read(number, frames) ?? this.#file.read(number, 0);
  }

  #take(): number {
    const { free, end } = this.#next;
    if (free !== 0) {
      this.#next = { ...this.#next, free: nextFree(this, free) };
      this.statistics.reused++;
      return free;
    }
    if (end + this.#floor >= this.#mostPages) {
      throw new StorageFull(
        `Cannot write a page because the file must not have more than ${this.#mostPages} pages, ` +
          `${this.#floor} of them kept back: given ${end}`,
      );
    }
    this.#next = { ...this.#next, end: end + 1 };
    return end;
  }
}
