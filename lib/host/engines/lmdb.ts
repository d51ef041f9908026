/**
 * LMDB as a storage engine, by the npm package `lmdb`: a B+tree that is copied where it is written, in a
 * file that is mapped into memory. The package is loaded when an engine is opened, and not before.
 *
 * A write is a commit that can be seen; its pages are synced behind it, and `sync` waits for that. A crash
 * leaves the last commit that was synced, or a later one.
 *
 * @module
 */

import { assertChanges } from "../../storage/engine/changes.ts";
import type {
  Change,
  Engine,
  Entry,
  Scan,
  Snapshot,
  WriteOptions,
} from "../../storage/engine/engine.ts";
import { makeFolder } from "../folders.ts";
import { assertOpen, cannotOpen, holdFor, load } from "./cannot.ts";
import { given, kept, keptChange, keptRange } from "./keys.ts";
import { HeldScan } from "./scans.ts";

/** The package, by its name and version. */
const PACKAGE = "npm:lmdb@3.5.6";

/** What is needed to open one; it looks at the machine as well. */
const NEEDED = `${PACKAGE} with --allow-ffi, --allow-env, --allow-read and --allow-write`;

/** How long a key can be, in bytes: the package's limit for pages of 4 KiB, without our byte. */
const KEY_BYTES = 1977;

interface Transaction {
  done(): void;
}

interface ReadOptions {
  readonly transaction?: Transaction;
}

/** What is used of the package. */
interface Database {
  getBinary(key: Uint8Array, options?: ReadOptions): Uint8Array | undefined;
  getRange(options: object): Iterable<{ key: Uint8Array; value: Uint8Array }>;
  getKeys(options: object): Iterable<Uint8Array>;
  put(key: Uint8Array, value: Uint8Array): Promise<boolean>;
  remove(key: Uint8Array): Promise<boolean>;
  transaction(work: () => void): Promise<void>;
  useReadTransaction(): Transaction;
  resetReadTxn(): void;
  readonly flushed: Promise<boolean>;
  close(): Promise<void>;
}

interface Package {
  open(options: object): Database;
}

/** Opens the database in the folder at `path`, or makes one. Throws `OperationalError`. */
export async function openLmdb(path: string): Promise<Engine> {
  try {
    const { open } = await load<Package>(PACKAGE);
    // The package makes it, too, but not its name durable.
    makeFolder(path);
    return new Lmdb(open({ path, encoding: "binary", keyEncoding: "binary", noSubdir: false }));
  } catch (error) {
    throw cannotOpen(path, NEEDED, error);
  }
}

class Lmdb implements Engine {
  readonly #database: Database;
  #isOpen = true;

  constructor(database: Database) {
    this.#database = database;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    assertOpen(this.#isOpen);
    return this.#get(key, {});
  }

  scan(scan?: Scan): HeldScan {
    assertOpen(this.#isOpen);
    const transaction = this.#now();
    return this.#scan(scan, transaction, () => assertOpen(this.#isOpen), () => transaction.done());
  }

  snapshot(): Snapshot {
    assertOpen(this.#isOpen);
    const transaction = this.#now();
    const hold = holdFor(() => this.#isOpen);
    return {
      get: (key) => {
        hold.check();
        return this.#get(key, { transaction });
      },
      scan: (scan) => {
        hold.check();
        return this.#scan(scan, transaction, hold.check, () => {});
      },
      release: () => {
        if (hold.release()) transaction.done();
      },
    };
  }

  async put(key: Uint8Array, value: Uint8Array, options?: WriteOptions): Promise<void> {
    assertOpen(this.#isOpen);
    assertShort(key);
    await this.#database.put(kept(key), value.slice());
    if (options?.sync) await this.#database.flushed;
  }

  async delete(key: Uint8Array, options?: WriteOptions): Promise<void> {
    assertOpen(this.#isOpen);
    await this.#database.remove(kept(key));
    if (options?.sync) await this.#database.flushed;
  }

  async batch(changes: readonly Change[], options?: WriteOptions): Promise<void> {
    assertOpen(this.#isOpen);
    assertChanges(changes);
    for (const change of changes) if (change.type === "put") assertShort(change.key);
    const own = changes.map(keptChange);
    await this.#database.transaction(() => own.forEach((change) => this.#make(change)));
    if (options?.sync) await this.#database.flushed;
  }

  async sync(): Promise<void> {
    assertOpen(this.#isOpen);
    await this.#database.flushed;
  }

  async close(): Promise<void> {
    await this.sync();
    this.#isOpen = false;
    await this.#database.close();
  }

  /** In a transaction, it sees what the changes before it have made. */
  #make(change: Change): void {
    if (change.type === "put") this.#database.put(change.key, change.value);
    else if (change.type === "delete") this.#database.remove(change.key);
    else {
      const { from: start, to: end } = change;
      for (const key of [...this.#database.getKeys({ start, end })]) this.#database.remove(key);
    }
  }

  /** What there is now, for as long as it is used. */
  #now(): Transaction {
    this.#database.resetReadTxn();
    return this.#database.useReadTransaction();
  }

  #get(key: Uint8Array, options: ReadOptions): Uint8Array | undefined {
    const value = this.#database.getBinary(kept(key), options);
    return value && new Uint8Array(value);
  }

  #scan(scan: Scan = {}, transaction: Transaction, check: () => void, done: () => void): HeldScan {
    const entries = this.#entries(scan, transaction);
    return new HeldScan(entries, {
      check,
      release: () => {
        if (!this.#isOpen) return;
        entries.return(undefined);
        done();
      },
    });
  }

  *#entries(scan: Scan, transaction: Transaction): Generator<Entry, undefined> {
    const { from, to } = keptRange(scan), { reverse = false } = scan;
    const range = reverse
      ? { start: to, end: from, reverse, exclusiveStart: true, inclusiveEnd: true }
      : { start: from, end: to };
    for (const { key, value } of this.#database.getRange({ ...range, transaction })) {
      yield { key: given(key), value: new Uint8Array(value) };
    }
  }
}

/** What cannot be written must not stop a batch halfway. */
function assertShort({ length }: Uint8Array): void {
  if (length <= KEY_BYTES) return;
  throw new RangeError(
    `Cannot write an entry because its key must have at most ${KEY_BYTES} bytes in LMDB: given ${length}`,
  );
}
