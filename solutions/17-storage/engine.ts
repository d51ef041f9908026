/**
 * Part 11: a log, a memtable, and tables that are merged by their sizes. A snapshot is a copy of the
 * memtable, which is small, with the tables of that moment, which stay as long as somebody needs them.
 */

import type { Change, Disk, Engine, KeyValue, Opening } from "../../exercises/17-storage/given.ts";
import { type Contents, readContents, tidy, writeContents } from "./engine_contents.ts";
import { Log } from "./engine_log.ts";
import { Memory } from "./engine_memory.ts";
import { decodeRows, encodeRows, newest, type Row } from "./engine_rows.ts";
import { due } from "./engine_sizes.ts";
import { Table, writeTable } from "./engine_table.ts";
import { View } from "./engine_view.ts";

export const engine: Opening = {
  open: (disk, { memoryBytes }) => openWith(disk, { memoryBytes, logBytes: 4 * memoryBytes, due }),
};

/** What is chosen. */
export interface Choices {
  /** How much is put into memory before it becomes a table. */
  readonly memoryBytes: number;
  /**
   * How long its log is before that: who puts the same key again and again fills the log, and not the
   * memory.
   */
  readonly logBytes: number;
  /** How many of the newest tables are to become one. */
  readonly due: typeof due;
  /** Whether a merge with so many tables below it drops deletes; default: if there are none. */
  readonly dropsDeletes?: (below: number) => boolean;
}

/** Opens an engine, or begins one. */
export function openWith(disk: Disk, choices: Choices): Engine {
  return new Store(disk, choices);
}

class Store implements Engine {
  readonly #disk: Disk;
  readonly #choices: Choices;
  #log: Log;
  #view: View;
  #next: number;
  /** Why nothing can be written any more. */
  #failure: unknown;
  #isClosed = false;

  constructor(disk: Disk, choices: Choices) {
    this.#disk = disk;
    this.#choices = choices;
    const contents = readContents(disk) ?? begin(disk);
    // A program that was killed may have named them a moment ago.
    disk.syncFolder();
    tidy(disk, contents);
    const { log, bodies } = Log.open(disk, contents.log), memory = new Memory();
    for (const row of bodies.flatMap((body) => [...decodeRows(body)])) memory.set(row);
    this.#log = log;
    this.#next = contents.next;
    this.#view = new View(memory, contents.tables.map((name) => new Table(disk, name)));
  }

  get(key: Uint8Array) {
    return this.#reading(() => this.#view).get(key);
  }

  scan(range = {}) {
    const { scan, release } = this.snapshot();
    return thenDone(scan({ ...range })[Symbol.iterator](), release);
  }

  put(key: Uint8Array, value: Uint8Array, options = {}) {
    this.batch([{ type: "put", key, value }], options);
  }

  delete(key: Uint8Array, options = {}) {
    this.batch([{ type: "delete", key }], options);
  }

  batch(changes: readonly Change[], { sync = false } = {}) {
    const rows = changes.map((change): Row => ({
      key: change.key.toHex(),
      value: change.type === "put" ? change.value.slice() : null,
    }));
    this.#writing(() => {
      this.#log.append(encodeRows(rows));
      if (sync) this.#log.sync();
      for (const row of rows) this.#view.memory.set(row);
      const { memoryBytes, logBytes } = this.#choices;
      if (this.#view.memory.bytes > memoryBytes || this.#log.bytes > logBytes) this.#flush();
    });
  }

  snapshot() {
    const held = this.#reading(() => this.#view.held());
    let isReleased = false;
    const view = () => {
      if (isReleased) throw refusal("it is released");
      return this.#reading(() => held);
    };
    return {
      get: (key: Uint8Array) => view().get(key),
      scan: (range = {}) => view().scan(range),
      release: () => {
        if (!isReleased) held.letGo();
        isReleased = true;
      },
    };
  }

  sync() {
    this.#writing(() => this.#log.sync());
  }

  close() {
    this.sync();
    this.#isClosed = true;
  }

  #reading<T>(read: () => T): T {
    if (this.#isClosed) throw refusal("it is closed");
    return read();
  }

  /** After a failure nobody knows what is on the disk: whoever opens it anew will see. */
  #writing(write: () => void): void {
    this.#reading(() => {});
    if (this.#failure !== undefined) throw this.#failure;
    try {
      write();
    } catch (error) {
      this.#failure = error;
      throw error;
    }
  }

  /** What is in memory becomes a table, together with those that are due. */
  #flush(): void {
    const { memory, tables } = this.#view, disk = this.#disk;
    const most = this.#choices.due([memory.bytes, ...tables.map(({ bytes }) => bytes)]);
    const [merged, rest] = [tables.slice(0, most - 1), tables.slice(most - 1)];
    const { dropsDeletes: drops = (below) => below === 0 } = this.#choices;
    const rows = newest([memory.rows(), ...merged.map((table) => table.rows())]);
    const name = `table-${this.#next++}`, old = this.#log.name;
    const isThere = writeTable(disk, name, drops(rest.length) ? undeleted(rows) : rows);
    const after = isThere ? [new Table(disk, name), ...rest] : rest;
    this.#log = Log.begin(disk, `log-${this.#next++}`);
    const names = after.map(({ name }) => name);
    writeContents(disk, { log: this.#log.name, tables: names, next: this.#next });
    disk.remove(old);
    this.#view = new View(new Memory(), after);
    for (const table of merged) table.letGo();
  }
}

/** An empty disk, or one on which beginning was cut short. */
function begin(disk: Disk): Contents {
  const contents = { log: "log-0", tables: [], next: 1 };
  if (!disk.names().includes(contents.log)) Log.begin(disk, contents.log);
  writeContents(disk, contents);
  return contents;
}

/**
 * The same entries; `done` is called when they are over or given up. A generator that has not begun does
 * nothing when it is told to return, so this is none.
 */
function thenDone(
  entries: Iterator<KeyValue>,
  done: () => void,
): IterableIterator<KeyValue> {
  const over = (): IteratorResult<KeyValue> => {
    entries.return?.();
    done();
    return { done: true, value: undefined };
  };
  return {
    next() {
      try {
        const next = entries.next();
        return next.done ? over() : next;
      } catch (error) {
        over();
        throw error;
      }
    },
    return: over,
    [Symbol.iterator]() {
      return this;
    },
  };
}

/** There is nothing further down that a delete could hide. */
function* undeleted(rows: Iterable<Row>): Generator<Row> {
  for (const row of rows) if (row.value !== null) yield row;
}

const refusal = (why: string) =>
  new Error(`Cannot use an engine because it must be open: given that ${why}`);
