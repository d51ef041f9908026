/**
 * LevelDB as a storage engine, by the npm package `classic-level`. The package is loaded when an engine is
 * opened, and not before.
 *
 * LevelDB deletes no ranges: their keys are looked up and deleted one by one, in the batch, while no other
 * write is under way.
 *
 * @module
 */

import { assertChanges } from "../../storage/engine/changes.ts";
import {
  type Change,
  compareKeys,
  type Engine,
  type Scan,
  type Snapshot,
  type WriteOptions,
} from "../../storage/engine/engine.ts";
import { makeFolder } from "../folders.ts";
import { assertCurrent, assertOpen, cannotOpen, holdFor, load } from "./cannot.ts";
import { given, kept, keptChange, keptRange, SPARE } from "./keys.ts";
import { PagedScan } from "./scans.ts";
import { Turns } from "./turns.ts";

/** The package, by its name and version. */
const PACKAGE = "npm:classic-level@3.0.0";

/** What is needed to open one. */
const LIBRARY = `${PACKAGE} with --allow-ffi, --allow-env, --allow-read and --allow-write`;

/** And then. */
const DATABASE = "a database of LevelDB that nobody else uses, or an empty folder,";

/** What is used of the package. */
interface ClassicLevel {
  open(): Promise<void>;
  close(): Promise<void>;
  getSync(key: Uint8Array, options?: ReadOptions): Uint8Array | undefined;
  put(key: Uint8Array, value: Uint8Array, options: WriteOptions): Promise<void>;
  del(key: Uint8Array, options: WriteOptions): Promise<void>;
  batch(operations: Operation[], options: WriteOptions): Promise<void>;
  iterator(options: Range): Iterator;
  snapshot(): LevelSnapshot;
}

interface LevelSnapshot {
  close(): Promise<void>;
}

interface ReadOptions {
  snapshot?: LevelSnapshot;
}

interface Range extends ReadOptions {
  gte: Uint8Array;
  lt: Uint8Array;
  reverse?: boolean;
}

interface Iterator {
  nextv(size: number): Promise<[Uint8Array, Uint8Array][]>;
  close(): Promise<void>;
}

type Operation =
  | { type: "put"; key: Uint8Array; value: Uint8Array }
  | { type: "del"; key: Uint8Array };

interface Package {
  readonly ClassicLevel: new (path: string, options: object) => ClassicLevel;
}

/** How many entries a scan fetches at a time. */
const SCAN_ENTRIES = 1000;

/** How a database is kept. */
export interface LevelDbOptions {
  /** Whether blocks are compressed, by Snappy; default true. */
  readonly compression?: boolean;
}

/** Opens the database in the folder at `path`, or makes one. Throws `OperationalError`. */
export async function openLevelDb(
  path: string,
  { compression = true }: LevelDbOptions = {},
): Promise<Engine> {
  let isLoaded = false;
  try {
    const { ClassicLevel } = await load<Package>(PACKAGE);
    isLoaded = true;
    // The package makes it, too, but not its name durable.
    makeFolder(path);
    assertCurrent(path);
    const level = new ClassicLevel(path, {
      keyEncoding: "view",
      valueEncoding: "view",
      compression,
    });
    await level.open();
    return new LevelDb(level);
  } catch (error) {
    // The package says why in the cause of its error.
    const isItsOwn = error instanceof Error && "code" in error &&
      error.code === "LEVEL_DATABASE_NOT_OPEN";
    const needed = isLoaded ? DATABASE : LIBRARY;
    throw cannotOpen(path, needed, isItsOwn ? error.cause ?? error : error);
  }
}

class LevelDb implements Engine {
  readonly #level: ClassicLevel;
  readonly #turns = new Turns();
  #isOpen = true;

  constructor(level: ClassicLevel) {
    this.#level = level;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    assertOpen(this.#isOpen);
    return this.#level.getSync(kept(key));
  }

  scan(scan?: Scan): PagedScan {
    assertOpen(this.#isOpen);
    return this.#scan(scan, {}, () => assertOpen(this.#isOpen));
  }

  snapshot(): Snapshot {
    assertOpen(this.#isOpen);
    const snapshot = this.#level.snapshot();
    const hold = holdFor(() => this.#isOpen);
    return {
      get: (key) => {
        hold.check();
        return this.#level.getSync(kept(key), { snapshot });
      },
      scan: (scan) => {
        hold.check();
        return this.#scan(scan, { snapshot }, hold.check);
      },
      release: async () => {
        hold.release();
        await snapshot.close();
      },
    };
  }

  async put(key: Uint8Array, value: Uint8Array, options: WriteOptions = {}): Promise<void> {
    assertOpen(this.#isOpen);
    const [ownKey, ownValue] = [kept(key), value.slice()];
    await this.#turns.together(() => this.#level.put(ownKey, ownValue, options));
  }

  async delete(key: Uint8Array, options: WriteOptions = {}): Promise<void> {
    assertOpen(this.#isOpen);
    const own = kept(key);
    await this.#turns.together(() => this.#level.del(own, options));
  }

  async batch(changes: readonly Change[], options: WriteOptions = {}): Promise<void> {
    assertOpen(this.#isOpen);
    assertChanges(changes);
    const own = changes.map(keptChange);
    if (own.length === 0 && options.sync) await this.sync();
    else if (own.some(({ type }) => type === "delete range")) {
      await this.#turns.alone(async () =>
        await this.#level.batch(await this.#withoutRanges(own), options)
      );
    } else await this.#turns.together(() => this.#level.batch(own.map(operationOf), options));
  }

  /** A write that waits makes durable what is before it in the log. */
  async sync(): Promise<void> {
    assertOpen(this.#isOpen);
    await this.#turns.alone(() => this.#level.del(SPARE, { sync: true }));
  }

  async close(): Promise<void> {
    await this.sync();
    this.#isOpen = false;
    await this.#level.close();
  }

  #scan(scan: Scan = {}, options: ReadOptions, check: () => void): PagedScan {
    const { from, to } = keptRange(scan), { reverse = false } = scan;
    // It reads what there is now.
    const iterator = this.#level.iterator({ gte: from, lt: to, reverse, ...options });
    return new PagedScan({
      async next() {
        const entries = await iterator.nextv(SCAN_ENTRIES);
        return entries.map(([key, value]) => ({ key: given(key), value }));
      },
      release: async () => {
        if (this.#isOpen) await iterator.close();
      },
    }, check);
  }

  /** The same changes, where each range has become the keys that are there, and those put before it. */
  async #withoutRanges(changes: readonly Change[]): Promise<Operation[]> {
    const operations: Operation[] = [];
    for (const change of changes) {
      if (change.type !== "delete range") {
        operations.push(operationOf(change));
        continue;
      }
      const { from, to } = change;
      const own = operations.map(({ key }) => key).filter((key) =>
        compareKeys(from, key) <= 0 && compareKeys(key, to) < 0
      );
      const keys = await this.#keysIn(from, to);
      for (const key of [...own, ...keys]) operations.push({ type: "del", key });
    }
    return operations;
  }

  async #keysIn(from: Uint8Array, to: Uint8Array): Promise<Uint8Array[]> {
    const keys = [], iterator = this.#level.iterator({ gte: from, lt: to });
    for (;;) {
      const entries = await iterator.nextv(SCAN_ENTRIES);
      for (const [key] of entries) keys.push(key);
      if (entries.length === 0) break;
    }
    await iterator.close();
    return keys;
  }
}

function operationOf(change: Change): Operation {
  if (change.type === "put") return { type: "put", key: change.key, value: change.value };
  if (change.type === "delete") return { type: "del", key: change.key };
  throw new Error("Cannot write a range because its keys must be looked up: given none");
}
