/**
 * RocksDB as a storage engine, by its own library, which the machine must have (Debian: `apt install
 * librocksdb7.8`). The package of npm has no snapshots but those inside of iterators, deletes no ranges,
 * refuses empty keys, weighs 43 MB, and is slower in most rows.
 *
 * Every call waits for the library, a sync as well.
 *
 * @module
 */

import { assertChanges } from "../../storage/engine/changes.ts";
import {
  type Change,
  compareKeys,
  type Engine,
  type Entry,
  type Scan,
  type Snapshot,
  type WriteOptions,
} from "../../storage/engine/engine.ts";
import { makeFolder } from "../folders.ts";
import { assertCurrent, assertOpen, cannotOpen, holdFor } from "./cannot.ts";
import { Reader } from "./rocksdb_reader.ts";
import {
  checked,
  cText,
  type Handle,
  openLibrary,
  own,
  type RocksLibrary,
} from "./rocksdb_library.ts";

/** What is needed to open one. */
const LIBRARY = "the library of RocksDB (Debian: librocksdb7.8) with --allow-ffi",
  DATABASE = "a database of RocksDB that nobody else uses, or an empty folder,";

/** Opens the database in the folder at `path`, or makes one. Throws `OperationalError`. */
export function openRocksDb(path: string): Engine {
  let library: RocksLibrary | undefined;
  try {
    library = openLibrary();
    // The library makes it, too, but not its name durable.
    makeFolder(path);
    assertCurrent(path);
    return new RocksDb(library, openedIn(library, path));
  } catch (error) {
    throw cannotOpen(path, library === undefined ? LIBRARY : DATABASE, error);
  }
}

function openedIn(library: RocksLibrary, path: string): Handle {
  const options = library.rocksdb_options_create(), name = cText(path);
  library.rocksdb_options_set_create_if_missing(options, 1);
  try {
    return checked(library, (failure) => library.rocksdb_open(options, name, failure));
  } finally {
    library.rocksdb_options_destroy(options);
  }
}

class RocksDb implements Engine {
  readonly #library: RocksLibrary;
  readonly #database: Handle;
  readonly #synced: Handle;
  readonly #unsynced: Handle;
  readonly #now: Reader;
  /** What must be given back before the library can be closed. */
  readonly #lent = new Set<() => void>();
  #isOpen = true;

  constructor(library: RocksLibrary, database: Handle) {
    this.#library = library;
    this.#database = database;
    this.#unsynced = library.rocksdb_writeoptions_create();
    this.#synced = library.rocksdb_writeoptions_create();
    library.rocksdb_writeoptions_set_sync(this.#synced, 1);
    const check = () => assertOpen(this.#isOpen);
    this.#now = new Reader(library, database, null, { check, lent: this.#lent });
  }

  get(key: Uint8Array): Uint8Array | undefined {
    return this.#now.get(key);
  }

  scan(scan?: Scan): Iterable<Entry> {
    return this.#now.scan(scan);
  }

  snapshot(): Snapshot {
    assertOpen(this.#isOpen);
    const library = this.#library, handle = library.rocksdb_create_snapshot(this.#database);
    const hold = holdFor(() => this.#isOpen);
    const reader = new Reader(library, this.#database, handle, {
      check: hold.check,
      lent: this.#lent,
    });
    const release = () => {
      if (!hold.release()) return;
      this.#lent.delete(release);
      reader.end();
      library.rocksdb_release_snapshot(this.#database, handle);
    };
    this.#lent.add(release);
    return { get: (key) => reader.get(key), scan: (scan) => reader.scan(scan), release };
  }

  put(key: Uint8Array, value: Uint8Array, options?: WriteOptions): void {
    const how = this.#how(options);
    checked(this.#library, (failure) =>
      this.#library.rocksdb_put(
        this.#database,
        how,
        own(key),
        BigInt(key.length),
        own(value),
        BigInt(value.length),
        failure,
      ));
  }

  delete(key: Uint8Array, options?: WriteOptions): void {
    const how = this.#how(options), length = BigInt(key.length);
    checked(
      this.#library,
      (failure) => this.#library.rocksdb_delete(this.#database, how, own(key), length, failure),
    );
  }

  batch(changes: readonly Change[], options?: WriteOptions): void {
    const how = this.#how(options), library = this.#library;
    assertChanges(changes);
    const batch = library.rocksdb_writebatch_create();
    try {
      for (const change of changes) addTo(library, batch, change);
      checked(library, (failure) => library.rocksdb_write(this.#database, how, batch, failure));
    } finally {
      library.rocksdb_writebatch_destroy(batch);
    }
  }

  sync(): void {
    assertOpen(this.#isOpen);
    checked(
      this.#library,
      (failure) => this.#library.rocksdb_flush_wal(this.#database, 1, failure),
    );
  }

  close(): void {
    this.sync();
    // Whatever the library has lent must be back before it closes.
    for (const giveBack of [...this.#lent].reverse()) giveBack();
    this.#isOpen = false;
    this.#now.end();
    this.#library.rocksdb_writeoptions_destroy(this.#synced);
    this.#library.rocksdb_writeoptions_destroy(this.#unsynced);
    this.#library.rocksdb_close(this.#database);
  }

  #how({ sync = false }: WriteOptions = {}): Handle {
    assertOpen(this.#isOpen);
    return sync ? this.#synced : this.#unsynced;
  }
}

function addTo(library: RocksLibrary, batch: Handle, change: Change): void {
  if (change.type === "delete range") {
    const { from, to } = change;
    // What the library does with a range whose end is before its beginning is not defined.
    if (compareKeys(from, to) >= 0) return;
    const lengths = [BigInt(from.length), BigInt(to.length)] as const;
    return library.rocksdb_writebatch_delete_range(
      batch,
      own(from),
      lengths[0],
      own(to),
      lengths[1],
    );
  }
  const { key } = change, length = BigInt(key.length);
  if (change.type === "delete") return library.rocksdb_writebatch_delete(batch, own(key), length);
  const { value } = change;
  library.rocksdb_writebatch_put(batch, own(key), length, own(value), BigInt(value.length));
}
