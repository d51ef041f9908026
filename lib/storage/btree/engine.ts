/** The engine over a tree, whoever keeps its pages. @module */

import { assertChanges } from "../engine/changes.ts";
import type { Change, Engine, Entry, Scan, Snapshot, WriteOptions } from "../engine/engine.ts";
import { getValue } from "./cursor.ts";
import { StorageFull, type TreeStatistics, type View } from "./pager.ts";
import { TreeScan } from "./scan.ts";
import type { HeldView, Store } from "./store.ts";
import { assertKey, Tree } from "./tree.ts";
import { violations } from "./violations.ts";

/**
 * An open tree. What its methods throw beside programming errors: `CorruptStorage` for pages that are not
 * what was written, `StorageFull` for a batch that there is no room for and of which nothing was done,
 * and what the disk throws.
 */
export class BTree<S extends Store = Store> implements TreeReading, Engine {
  /** What keeps its pages. */
  readonly store: S;
  /**
   * What every write throws since one has failed, and every reading too if the version in memory is half
   * changed.
   */
  #failure: { readonly cause: unknown; readonly isHalf: boolean } | undefined;
  #isClosed = false;

  /** The tree whose pages are kept there. */
  constructor(store: S) {
    this.store = store;
  }

  /** Counts since it was opened. */
  get statistics(): Readonly<TreeStatistics> {
    return this.store.pager.statistics;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return getValue(this.#now(), key);
  }

  /**
   * The entries of a range. They are those of this moment, and what only they need stays until they were
   * all read, or the iterator is told to return, as leaving a `for` loop does.
   */
  scan(scan: Scan = {}): IterableIterator<Entry> {
    this.#now();
    const view = this.store.view();
    return new TreeScan(view, scan, () => view.release(), () => this.#now());
  }

  put(key: Uint8Array, value: Uint8Array, options?: WriteOptions): void {
    this.batch([{ type: "put", key, value }], options);
  }

  delete(key: Uint8Array, options?: WriteOptions): void {
    this.batch([{ type: "delete", key }], options);
  }

  batch(changes: readonly Change[], { sync = false }: WriteOptions = {}): void {
    this.#assertWritable();
    assertChanges(changes);
    const { pager } = this.store;
    for (const change of changes) {
      if (change.type === "put") assertKey(change.key, pager.pageBytes);
    }
    for (let attempt = 0;; attempt++) {
      try {
        this.#apply(changes);
        break;
      } catch (error) {
        const isUndone = this.store.undo();
        if (!(error instanceof StorageFull) || !isUndone) throw this.#fail(error, !isUndone);
        if (attempt > 0 || !this.#guarded(() => this.store.relieve())) throw error;
      }
    }
    for (const change of changes) {
      if (change.type === "put") {
        pager.statistics.userBytes += change.key.length + change.value.length;
      } else if (change.type === "delete") pager.statistics.userBytes += change.key.length;
    }
    if (sync) this.sync();
  }

  snapshot(): TreeSnapshot {
    this.#now();
    return new TreeSnapshot(this.store.view(), () => this.#now());
  }

  sync(): void {
    this.#assertWritable();
    this.#guarded(() => this.store.sync());
  }

  close(): void {
    this.#assertOpen();
    try {
      this.sync();
    } finally {
      this.#isClosed = true;
    }
  }

  /** What is wrong with the tree and its pages, in words; nothing if all is well. Reads every page. */
  violations(): readonly string[] {
    return violations(this.#now(), this.store.census());
  }

  #apply(changes: readonly Change[]): void {
    const { store } = this;
    store.begin(changes.some(({ type }) => type === "put"));
    const tree = new Tree(store.pager, store.root);
    for (const change of changes) {
      if (change.type === "put") tree.put(change.key, change.value);
      else if (change.type === "delete") tree.delete(change.key);
      else tree.deleteRange(change.from, change.to);
    }
    store.end(tree.root);
  }

  #now(): View {
    this.#assertOpen();
    if (this.#failure?.isHalf) throw this.#failure.cause;
    return { reader: this.store.pager, root: this.store.root };
  }

  #assertOpen(): void {
    if (this.#isClosed) {
      throw new Error("Cannot use the engine because it must be open: given a closed one");
    }
  }

  #assertWritable(): void {
    this.#assertOpen();
    if (this.#failure !== undefined) throw this.#failure.cause;
  }

  /**
   * What a disk was to do and did not do may be done by half: nothing is written after that (Rebello
   * 2020).
   */
  #guarded<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      throw this.#fail(error, false);
    }
  }

  #fail(cause: unknown, isHalf: boolean): unknown {
    this.#failure ??= { cause, isHalf };
    return cause;
  }
}

/** What can be read of a tree, or of a version of it. */
export interface TreeReading {
  /** What stands under a key; `undefined` if nothing does. */
  get(key: Uint8Array): Uint8Array | undefined;
  /** The entries of a range. */
  scan(scan?: Scan): IterableIterator<Entry>;
}

/** A version of a tree. */
export class TreeSnapshot implements TreeReading, Snapshot {
  readonly #view: HeldView;
  readonly #assertUsable: () => void;
  #isReleased = false;

  /** `assertUsable` is called before each reading. */
  constructor(view: HeldView, assertUsable: () => void) {
    this.#view = view;
    this.#assertUsable = assertUsable;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return getValue(this.#use(), key);
  }

  scan(scan: Scan = {}): IterableIterator<Entry> {
    const view = this.#use();
    return new TreeScan(view, scan, () => {}, () => this.#use());
  }

  release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#view.release();
  }

  #use(): View {
    this.#assertUsable();
    if (!this.#isReleased) return this.#view;
    throw new Error("Cannot read the snapshot because it must be held: given a released one");
  }
}
