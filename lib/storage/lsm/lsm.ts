/**
 * A log-structured merge tree (O'Neil and others 1996), laid out as LevelDB lays it out. A batch is
 * appended to the log and put into a sorted table in memory; when that has grown, it is frozen and flushed
 * to a sorted table on the disk; and tables are merged into fewer and larger ones, which is also where what
 * was deleted goes.
 *
 * Nothing here runs by itself: flushes and compactions are done in slices, by the writes that make them
 * needed and by `work`.
 *
 * @module
 */

import type {
  Change,
  Engine,
  Entry,
  KeyRange,
  Scan,
  Snapshot,
  WriteOptions,
} from "../engine/engine.ts";
import { assertChanges } from "../engine/changes.ts";
import { Background } from "./background.ts";
import { encodeBatch, userBytesOf } from "./batch.ts";
import { downward } from "./compaction/job.ts";
import { type Inside, insideOf } from "./inside.ts";
import { isWithin, tablesOf } from "./levels.ts";
import { lookUp } from "./look_up.ts";
import { makeRoom } from "./make_room.ts";
import { type LsmOptions, settingsOf } from "./options.ts";
import { RangeTombstones } from "./range_tombstones.ts";
import { Scanning } from "./scanning.ts";
import { type Statistics, statisticsOf } from "./statistics.ts";
import { Store } from "./store.ts";
import { merging } from "./table/merging.ts";

/** A snapshot that nobody has to wait for. */
export interface LsmSnapshot extends Snapshot {
  /** See `Reading`. */
  get(key: Uint8Array): Uint8Array | undefined;
  /** See `Reading`. */
  scan(scan?: Scan): IterableIterator<Entry>;
  /** See `Snapshot`. */
  release(): void;
}

/**
 * An open store. All of it is synchronous.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
 * import { Lsm } from "hb/storage/lsm/lsm.ts";
 *
 * const disk = new SimulatedDisk();
 * const store = new Lsm({ disk });
 * store.put(new Uint8Array([1]), new Uint8Array([2]));
 * store.close();
 * assertEquals(new Lsm({ disk }).get(new Uint8Array([1])), new Uint8Array([2]));
 * ```
 */
export class Lsm implements Engine {
  readonly #store: Store;
  readonly #background: Background;
  #isClosed = false;
  #failure: { readonly cause: unknown } | undefined;

  /**
   * Opens the store, or begins one in an empty folder. Throws `RangeError` for limits that do not fit
   * together, and `CorruptStorage` or `UnusableLog` for files that are not what was written.
   */
  constructor(options: LsmOptions) {
    this.#store = new Store(settingsOf(options));
    this.#background = new Background(this.#store);
  }

  put(key: Uint8Array, value: Uint8Array, options?: WriteOptions): void {
    this.batch([{ type: "put", key, value }], options);
  }

  delete(key: Uint8Array, options?: WriteOptions): void {
    this.batch([{ type: "delete", key }], options);
  }

  batch(changes: readonly Change[], options: WriteOptions = {}): void {
    this.#assertOpen();
    assertChanges(changes);
    this.#write(() => {
      const store = this.#store, { counts } = store;
      if (changes.length > 0) {
        const record = encodeBatch(store.last + 1, changes);
        makeRoom(store, this.#background, record.length);
        store.log.append(record);
        counts.logBytes += record.length;
        counts.userBytes += userBytesOf(changes);
        if (options.sync) store.log.sync();
        store.memtable.apply({ first: store.last + 1, changes });
        store.last += changes.length;
      } else if (options.sync) store.log.sync();
    });
  }

  get(key: Uint8Array): Uint8Array | undefined {
    this.#assertOpen();
    return lookUp(this.#store.places, key, this.#store.last)?.slice();
  }

  /** As `Engine` says. Whoever does not go to its end calls its `return`, as `for … of` does. */
  scan(scan: Scan = {}): IterableIterator<Entry> {
    this.#assertOpen();
    return this.#scanAt(this.#store.last, scan, () => this.#assertOpen());
  }

  snapshot(): LsmSnapshot {
    this.#assertOpen();
    const { snapshots, last } = this.#store;
    snapshots.push(last);
    let isReleased = false;
    const assertHeld = () => {
      this.#assertOpen();
      if (isReleased) {
        throw new Error("Cannot read the snapshot because it must be held: given a released one");
      }
    };
    return {
      get: (key: Uint8Array) => {
        assertHeld();
        return lookUp(this.#store.places, key, last)?.slice();
      },
      scan: (scan: Scan = {}) => {
        assertHeld();
        return this.#scanAt(last, scan, assertHeld);
      },
      release: () => {
        this.#assertOpen();
        if (!isReleased) snapshots.splice(snapshots.indexOf(last), 1);
        isReleased = true;
      },
    };
  }

  sync(): void {
    this.#assertOpen();
    this.#write(() => this.#store.log.sync());
  }

  close(): void {
    this.#assertOpen();
    try {
      this.sync();
    } finally {
      this.#isClosed = true;
    }
  }

  /**
   * Does about so many bytes of the flushes and compactions that are due; false if there is nothing left to
   * do.
   */
  work(bytes: number): boolean {
    this.#assertOpen();
    return this.#write(() => this.#background.work(bytes));
  }

  /** Does all flushes and compactions that are due. */
  settle(): void {
    while (this.work(Infinity));
  }

  /** Freezes the memtable, however small, after the one before it is flushed. */
  freeze(): void {
    this.#assertOpen();
    this.#write(() => {
      this.#background.flush();
      this.#store.freeze();
    });
  }

  /** Merges what a level holds of a range into the level below, whatever the policy says. */
  compact(level: number, range: KeyRange = {}): void {
    this.#assertOpen();
    this.#write(() => {
      this.#background.finish();
      const { levels } = this.#store.manifest.state;
      const tables = tablesOf(levels[level]).filter((table) => isWithin(range, table));
      if (tables.length > 0) this.#background.compact(downward(levels, level, tables));
    });
  }

  /** What it has done since it was opened, and how large it is. */
  statistics(): Statistics {
    return statisticsOf(this.#store);
  }

  /** What a check of its invariants looks at; see `violations`. */
  inside(): Inside {
    this.#assertOpen();
    return insideOf(this.#store);
  }

  #scanAt(sequence: number, scan: Scan, assertOpen: () => void): Scanning {
    const { memtable, frozen, view } = this.#store;
    const memtables = frozen === undefined ? [memtable] : [memtable, frozen.memtable];
    const ranges = new RangeTombstones(memtables.flatMap((one) => [...one.ranges]));
    const runs = view.runs.filter((run) => run.isWithin(scan));
    for (const { tables } of runs) {
      for (const table of tables) {
        if (table.summary.ranges === 0 || !isWithin(scan, table.summary)) continue;
        for (const range of table.ranges) ranges.add(range);
      }
    }
    const cursor = merging([...memtables, ...runs].map((one) => one.cursor()));
    view.retain();
    const release = () => view.release();
    return new Scanning({ cursor, ranges, sequence, assertOpen, release }, scan);
  }

  /**
   * Does something that changes the disk. After one has failed, nobody knows what is on it, and none may
   * follow.
   */
  #write<T>(action: () => T): T {
    if (this.#failure !== undefined) throw this.#failure.cause;
    try {
      return action();
    } catch (cause) {
      this.#failure = { cause };
      throw cause;
    }
  }

  #assertOpen(): void {
    if (!this.#isClosed) return;
    throw new Error("Cannot use the store because it must be open: given a closed one");
  }
}
