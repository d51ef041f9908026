/** What is read of RocksDB. @module */

import { compareKeys, type Entry, type Reading, type Scan } from "../../storage/engine/engine.ts";
import { checked, copyOf, type Handle, Out, own, type RocksLibrary } from "./rocksdb_library.ts";
import { HeldScan } from "./scans.ts";

/** Reads what there is now, or what there was at a snapshot. */
export class Reader implements Reading {
  readonly #library: RocksLibrary;
  readonly #database: Handle;
  readonly #options: Handle;
  readonly #check: () => void;
  readonly #lent: Set<() => void>;
  readonly #length = new Out();

  /** Reads at `snapshot`, or the newest; `check` throws when nothing may be read any more. */
  constructor(
    library: RocksLibrary,
    database: Handle,
    snapshot: Handle,
    { check, lent }: { readonly check: () => void; readonly lent: Set<() => void> },
  ) {
    this.#library = library;
    this.#database = database;
    this.#options = library.rocksdb_readoptions_create();
    library.rocksdb_readoptions_set_snapshot(this.#options, snapshot);
    this.#check = check;
    this.#lent = lent;
  }

  get(key: Uint8Array): Uint8Array | undefined {
    this.#check();
    const { buffer } = this.#length, length = BigInt(key.length);
    const found = checked(
      this.#library,
      (failure) =>
        this.#library.rocksdb_get(this.#database, this.#options, own(key), length, buffer, failure),
    );
    if (found === null) return undefined;
    const value = copyOf(found, this.#length.length);
    this.#library.rocksdb_free(found);
    return value;
  }

  scan(scan: Scan = {}): HeldScan {
    this.#check();
    const library = this.#library;
    // It reads what there is now.
    const iterator = library.rocksdb_create_iterator(this.#database, this.#options);
    const giveBack = () => {
      if (this.#lent.delete(giveBack)) library.rocksdb_iter_destroy(iterator);
    };
    this.#lent.add(giveBack);
    return new HeldScan(this.#entries(iterator, scan), { check: this.#check, release: giveBack });
  }

  *#entries(iterator: Handle, { from, to, reverse = false }: Scan): Generator<Entry> {
    const library = this.#library;
    seek(library, iterator, reverse ? to : from ?? new Uint8Array(), reverse);
    while (library.rocksdb_iter_valid(iterator) !== 0) {
      const key = this.#read(library.rocksdb_iter_key(iterator, this.#length.buffer));
      const isOut = reverse
        ? from !== undefined && compareKeys(key, from) < 0
        : to !== undefined && compareKeys(key, to) >= 0;
      if (isOut) return;
      const value = this.#read(library.rocksdb_iter_value(iterator, this.#length.buffer));
      if (reverse) library.rocksdb_iter_prev(iterator);
      else library.rocksdb_iter_next(iterator);
      yield { key, value };
    }
    checked(library, (failure) => library.rocksdb_iter_get_error(iterator, failure));
  }

  /** To be called once, when nothing is read any more. */
  end(): void {
    this.#library.rocksdb_readoptions_destroy(this.#options);
  }

  #read(pointer: Handle): Uint8Array {
    return copyOf(pointer, this.#length.length);
  }
}

/** Goes to the first key at or behind `key`, or in reverse to the last before it, or the last of all. */
function seek(
  library: RocksLibrary,
  iterator: Handle,
  key: Uint8Array | undefined,
  reverse: boolean,
): void {
  if (key === undefined) return library.rocksdb_iter_seek_to_last(iterator);
  library.rocksdb_iter_seek(iterator, own(key), BigInt(key.length));
  if (!reverse) return;
  if (library.rocksdb_iter_valid(iterator) !== 0) library.rocksdb_iter_prev(iterator);
  else library.rocksdb_iter_seek_to_last(iterator);
}
