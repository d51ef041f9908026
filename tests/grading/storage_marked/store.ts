/**
 * A right engine that is built otherwise than the solution: what is in memory is a sorted list, tables have
 * levels and filters, four of a level are merged into one of the next, and a snapshot counts readers.
 */

import {
  type Change,
  compareKeys,
  type Disk,
  type Engine,
  type EngineOptions,
  type KeyValue,
  type Opening,
  type Range,
  type Snapshot,
  type WriteOptions,
} from "../../../exercises/17-storage/given.ts";
import { replace } from "../../../solutions/17-storage/replace.ts";
import { framed, type Item, lowerBound, unframed } from "./bytes.ts";
import { Log, logName } from "./log.ts";
import { mergedFrom } from "./merged_from.ts";
import { type Guard, scanOf, type View } from "./scan.ts";
import { alive, type Named, newestOf, Table, writeTable } from "./tables.ts";

export const marked: Opening = { open: (disk, options) => new Store(disk, options) };

interface Manifest {
  readonly next: number;
  readonly log: number;
  /** The oldest first. */
  readonly tables: readonly Named[];
}

class Store implements Engine, Guard {
  readonly #disk: Disk;
  readonly #memoryBytes: number;
  #next = 1;
  #log!: Log;
  #tables: Table[] = [];
  #memory: Item[] = [];
  #memoryUsed = 0;
  #isBroken = false;
  #isClosed = false;

  constructor(disk: Disk, { memoryBytes }: EngineOptions) {
    this.#disk = disk;
    this.#memoryBytes = memoryBytes;
    for (const name of disk.names()) {
      this.#next = Math.max(this.#next, 1 + Number(/-(\d+)$/.exec(name)?.[1] ?? 0));
    }
    const bytes = replace.open(disk, "manifest");
    if (bytes === undefined) this.#begin();
    else this.#recover(JSON.parse(new TextDecoder().decode(unframed(bytes, "The manifest"))));
  }

  #begin(): void {
    for (const name of this.#disk.names()) this.#disk.remove(name);
    this.#log = Log.begin(this.#disk, this.#next++);
    this.#disk.syncFolder();
    this.#writeManifest();
  }

  #recover({ next, log, tables }: Manifest): void {
    const disk = this.#disk;
    // A program that was killed may have left names that are not durable.
    disk.syncFolder();
    this.#next = Math.max(this.#next, next);
    this.#tables = tables.map((named) => new Table(disk, named));
    const needed = new Set(["manifest", logName(log), ...this.#tables.map(({ name }) => name)]);
    for (const name of disk.names()) if (!needed.has(name)) disk.remove(name);
    const found = Log.open(disk, log);
    this.#log = found.log;
    for (const item of found.items) this.#remember(item);
  }

  put(key: Uint8Array, value: Uint8Array, options?: WriteOptions): void {
    this.batch([{ type: "put", key, value }], options);
  }

  delete(key: Uint8Array, options?: WriteOptions): void {
    this.batch([{ type: "delete", key }], options);
  }

  batch(changes: readonly Change[], { sync = false }: WriteOptions = {}): void {
    this.#writing(() => {
      const items = changes.map((change): Item => ({
        key: change.key.slice(),
        value: change.type === "put" ? change.value.slice() : undefined,
      }));
      if (items.length > 0) {
        const isFull = this.#memoryUsed + sizeOf(items) > this.#memoryBytes ||
          this.#log.size > 4 * this.#memoryBytes;
        if (isFull && this.#memory.length > 0) this.#flush();
        this.#log.add(items);
        for (const item of items) this.#remember(item);
      }
      if (sync) this.#log.makeDurable();
    });
  }

  sync(): void {
    this.#writing(() => this.#log.makeDurable());
  }

  close(): void {
    try {
      this.sync();
    } finally {
      this.#isClosed = true;
    }
  }

  get(key: Uint8Array): Uint8Array | undefined {
    this.mustBeOpen();
    return this.#getFrom({ memory: this.#memory, tables: this.#tables }, key);
  }

  scan(range: Range = {}): Iterable<KeyValue> {
    this.mustBeOpen();
    return scanOf({ memory: [...this.#memory], tables: this.#tables }, range, this);
  }

  snapshot(): Snapshot {
    this.mustBeOpen();
    for (const table of this.#tables) table.readers++;
    const view: View = { memory: [...this.#memory], tables: this.#tables };
    let isReleased = false;
    const held = () => {
      this.mustBeOpen();
      if (isReleased) throw new Error("This snapshot has been released");
      return view;
    };
    return {
      get: (key) => this.#getFrom(held(), key),
      scan: (range = {}) => scanOf(held(), range, this),
      release: () => {
        this.mustBeOpen();
        if (!isReleased) this.giveBack(view);
        isReleased = true;
      },
    };
  }

  giveBack({ tables }: View): void {
    for (const table of tables) {
      table.readers--;
      if (!this.#isClosed && !this.#isBroken) this.orBreak(() => this.#removeIfUnread(table));
    }
  }

  orBreak<T>(act: () => T): T {
    try {
      return act();
    } catch (error) {
      this.#isBroken = true;
      throw error;
    }
  }

  mustBeOpen(): void {
    if (this.#isClosed) throw new Error("It is closed");
  }

  #writing(write: () => void): void {
    this.mustBeOpen();
    if (this.#isBroken) throw new Error("The disk has failed: open it anew");
    this.orBreak(write);
  }

  #getFrom({ memory, tables }: View, key: Uint8Array): Uint8Array | undefined {
    const item = memory[lowerBound(memory, key)];
    if (item !== undefined && compareKeys(item.key, key) === 0) return item.value?.slice();
    for (const table of tables.toReversed()) {
      const found = this.orBreak(() => table.get(key));
      if (found !== undefined) return found.value;
    }
    return undefined;
  }

  #remember(item: Item): void {
    const at = lowerBound(this.#memory, item.key);
    const isThere = at < this.#memory.length && compareKeys(this.#memory[at]!.key, item.key) === 0;
    this.#memory.splice(at, isThere ? 1 : 0, item);
    this.#memoryUsed += sizeOf([item]);
  }

  #writeManifest(): void {
    const tables = this.#tables.map(({ named }) => named);
    const manifest: Manifest = { next: this.#next, log: this.#log.number, tables };
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    replace.replace(this.#disk, "manifest", framed(bytes));
  }

  #write(items: Iterable<Item>, atMost: number, level: number): Table | undefined {
    const blockBytes = Math.min(4096, Math.max(200, Math.floor(this.#memoryBytes / 4)));
    return writeTable(this.#disk, items, { number: this.#next++, level, atMost, blockBytes });
  }

  #flush(): void {
    const old = this.#log.name, table = this.#write(this.#memory, this.#memory.length, 0);
    if (table !== undefined) this.#tables = [...this.#tables, table];
    this.#log = Log.begin(this.#disk, this.#next++);
    this.#disk.syncFolder();
    this.#writeManifest();
    this.#memory = [];
    this.#memoryUsed = 0;
    this.#disk.remove(old);
    this.#compact();
  }

  #compact(): void {
    const tables = this.#tables, { from, level } = mergedFrom(tables.map(({ named }) => named));
    const inputs = tables.slice(from);
    if (inputs.length === 0) return;
    const rows = newestOf(inputs.toReversed().map((table) => table.scan()));
    const count = inputs.reduce((sum, { named }) => sum + named.items, 0);
    const output = from > 0 ? this.#write(rows, count, level) : this.#write(alive(rows), count, 0);
    this.#disk.syncFolder();
    this.#tables = [...tables.slice(0, from), ...output === undefined ? [] : [output]];
    this.#writeManifest();
    for (const table of inputs) {
      table.isGone = true;
      this.#removeIfUnread(table);
    }
  }

  #removeIfUnread(table: Table): void {
    if (table.isGone && table.readers === 0) this.#disk.remove(table.name);
  }
}

const sizeOf = (items: readonly Item[]) =>
  items.reduce((sum, { key, value }) => sum + key.length + (value?.length ?? 0), 0);
