/**
 * Pages that are never changed where they stand (Chu 2012). A change copies the pages from the leaf up to
 * the root; what was there before stays for whoever reads it. A commit writes the copies, and then a root
 * that leads to them.
 *
 * Batches gather in memory, and are committed together: when somebody asks for it, or when there are
 * many. So after a crash a batch that was not synced is there with all others of its commit, or none is;
 * there are no roots that are not synced.
 *
 * @module
 */

import type { Disk } from "../../disk/disk.ts";
import { sealTree } from "./seal_tree.ts";
import { PageFile } from "../page_file.ts";
import { copyOf, newPage, type Page, type Pointer, seal } from "../page.ts";
import { newStatistics, type Pager, type TreeStatistics } from "../pager.ts";
import { createPages, isUnused } from "../create.ts";
import { RootFile } from "../root_file.ts";
import type { Census, HeldView, Store } from "../store.ts";
import { depthOf } from "../path.ts";
import { listPages, readList, writeList } from "./free_list.ts";
import type { CopyOptions } from "./options.ts";
import { FreePages } from "./free_pages.ts";

const MOST_PAGES = 2 ** 31 - 1;
const KEEPER = "copy on write";

/** Keeps pages by copying. */
export class CopyStore implements Store, Pager {
  readonly statistics: TreeStatistics = newStatistics();
  readonly pageBytes: number;
  readonly pager: Pager = this;
  root: Pointer;
  readonly #file: PageFile;
  readonly #roots: RootFile;
  readonly #groupPages: number;
  readonly #free: FreePages;
  /** Counts versions: what is read or stands on the disk is one, and what is written now is the next. */
  #epoch: number;
  /** The pages of the list that is on the disk. */
  #list: readonly number[];
  /** What the newest tree has and the disk has not. */
  #dirty = new Map<number, Page>();
  /** What only readers need: it is never written. */
  #held = new Map<number, Page>();
  /** The epochs that are read. */
  readonly #views = new Set<{ readonly epoch: number }>();
  #isChanged = false;
  #back: (() => void) | undefined;

  /** Opens the tree on a disk, or begins one. Throws `CorruptStorage`. */
  constructor(disk: Disk, options: CopyOptions = {}) {
    const { pageBytes = 4096, mostPages = MOST_PAGES, groupPages = 2048 } = options;
    this.pageBytes = pageBytes;
    this.#groupPages = groupPages;
    if (isUnused(disk, KEEPER, pageBytes)) createPages(disk, KEEPER, pageBytes);
    this.#file = new PageFile(disk, pageBytes, this.statistics, options.cachedPages);
    this.#roots = new RootFile(disk, this.#file, KEEPER);
    const { newest } = this.#roots;
    this.root = newest.tree;
    this.#epoch = newest.epoch + 1;
    const { ready, recent, pages } = readList(this, newest.free, newest.end);
    this.#list = pages;
    this.#free = new FreePages(newest.end, mostPages);
    this.#free.available = [...ready];
    this.#free.waiting = recent.map((number) => ({ number, born: 0, freed: newest.epoch }));
    this.read(this.root.number, this.root.check);
  }

  get where(): string {
    return this.#file.where;
  }

  read(number: number, check: number): Page {
    const dirty = this.#dirty.get(number);
    if (dirty !== undefined) return dirty;
    const held = this.#held.size === 0 ? undefined : this.#held.get(number);
    return held ?? this.#file.read(number, check);
  }

  write(page: Page): Page {
    const { number, born } = page;
    if (born === this.#epoch && this.#dirty.get(number) === page) return page;
    const copy = copyOf(page, this.#take(), this.#epoch);
    this.#dirty.set(copy.number, copy);
    this.free(page);
    return copy;
  }

  allocate(kind: number): Page {
    const page = newPage(this.#take(), this.pageBytes, kind, this.#epoch);
    this.#dirty.set(page.number, page);
    return page;
  }

  free(page: Page): void {
    const { number, born } = page;
    const isUnwritten = this.#dirty.delete(number);
    if (isUnwritten && born === this.#epoch) return void this.#free.available.push(number);
    if (isUnwritten) this.#held.set(number, page);
    this.#free.waiting.push({ number, born, freed: this.#epoch });
  }

  finish(page: Page): number {
    return seal(page);
  }

  begin(isRoomy: boolean): void {
    this.#back = undefined;
    if (this.#free.most === MOST_PAGES) return;
    // The batch has an epoch of its own, so that it changes no page that was there before.
    this.#epoch++;
    const { root } = this, dirty = new Map(this.#dirty), held = new Map(this.#held);
    const back = this.#free.save();
    this.#back = () => {
      [this.root, this.#dirty, this.#held] = [root, dirty, held];
      back();
    };
    // What is left must do for deleting one key, three times: what the first frees can be used at the
    // third.
    const list = listPages(this.#free.most, this.pageBytes) + 1;
    const path = 2 * (depthOf(this, root) + 1);
    this.#free.floor = isRoomy ? 3 * (path + list) : list;
  }

  end(root: Pointer): void {
    this.root = root;
    this.#isChanged = true;
    this.#back = undefined;
    if (this.#dirty.size >= this.#groupPages) this.sync();
  }

  undo(): boolean {
    this.#back?.();
    const isUndone = this.#back !== undefined;
    this.#back = undefined;
    return isUndone;
  }

  /** Pages that the last batches freed can be used when two roots have been written. */
  relieve(): boolean {
    const before = this.#free.room;
    for (let i = 0; i < 2; i++) this.#commit();
    return this.#free.room > before;
  }

  sync(): void {
    if (this.#isChanged) this.#commit();
  }

  view(): HeldView {
    const held = { epoch: this.#epoch++ };
    this.#views.add(held);
    return { reader: this, root: this.root, release: () => void this.#views.delete(held) };
  }

  census(): Census {
    const { end, available, waiting } = this.#free;
    const free = [...available, ...waiting.map(({ number }) => number)];
    return { end, used: this.#list, free };
  }

  #take(): number {
    const free = this.#free;
    if (free.available.length === 0 || free.room <= free.floor) this.#reclaim();
    if (free.available.length > 0) this.statistics.reused++;
    return free.take();
  }

  #reclaim(): void {
    const needed = Array.from(this.#views, ({ epoch }) => epoch);
    const { newest, other } = this.#roots;
    needed.push(newest.epoch, other?.epoch ?? newest.epoch);
    for (const number of this.#free.reclaim(needed)) this.#held.delete(number);
  }

  /**
   * Pages first, and the root when they are durable. A disk writes in any order: a root written with them
   * could be there after a crash while what it leads to is not (ReOpenLDAP, issue 1). Until it is there,
   * whole, the root before leads to pages that nobody has written over.
   */
  #commit(): void {
    const epoch = this.#epoch,
      tree = { number: this.root.number, check: sealTree(this.#dirty, this.root) };
    const free = this.#writeList();
    this.#file.write([...this.#dirty.values()]);
    this.#file.sync();
    this.#roots.write({ epoch, tree, free, end: this.#free.end });
    this.#file.keep(this.#dirty.values());
    this.#dirty.clear();
    this.root = tree;
    this.#epoch++;
    this.#isChanged = false;
    this.statistics.commits++;
    this.#reclaim();
  }

  #writeList(): Pointer {
    const free = this.#free, { epoch } = this.#roots.newest;
    // Only the root before needs its list, and no reader does.
    free.waiting.push(...this.#list.map((number) => ({ number, born: epoch, freed: epoch + 1 })));
    free.floor = 0;
    const { first, pages } = writeList(free, this.pageBytes, epoch, () => this.#take());
    for (const page of pages) this.#dirty.set(page.number, page);
    this.#list = pages.map(({ number }) => number);
    return first;
  }
}
