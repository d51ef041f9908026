/**
 * The engine that is right by being simple: all entries in memory, sorted, and every batch in a write-ahead
 * log. A put moves what is behind it, opening reads everything, and compaction writes all of it again, in
 * one step. So it is slow where it is large, and the others are measured and tested beside it.
 *
 * @module
 */

import { MalformedBytes } from "../../codec/malformed.ts";
import { CorruptStorage } from "../corrupt.ts";
import type { Disk } from "../disk/disk.ts";
import { Wal } from "../wal/wal.ts";
import { decodeBatch, encodeBatch } from "./batch.ts";
import { assertChanges } from "./changes.ts";
import {
  type Change,
  compareKeys,
  type Engine,
  type Entry,
  type Scan,
  type Snapshot,
  type WriteOptions,
} from "./engine.ts";

/** What it is made of. */
export interface NaiveOptions {
  /** Where it is. */
  readonly disk: Disk;
  /**
   * The log is compacted when it has this many bytes, and four times as many as after the last time; 16
   * MiB.
   */
  readonly compactBytes?: number;
}

/** How many entries of a checkpoint are written in one piece. */
const PIECE_ENTRIES = 500;

/**
 * An open engine.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { SimulatedDisk } from "hb/storage/disk/simulated_disk.ts";
 * import { Naive } from "hb/storage/engine/naive.ts";
 *
 * const disk = new SimulatedDisk(), key = Uint8Array.of(1);
 * const engine = new Naive({ disk });
 * engine.put(key, Uint8Array.of(42));
 * engine.close();
 * assertEquals(new Naive({ disk }).get(key), Uint8Array.of(42));
 * ```
 */
export class Naive implements Engine {
  readonly #wal: Wal;
  readonly #compactBytes: number;
  #compactAt: number;
  /** Invariant: sorted by their keys, each key once. */
  #entries: Entry[];
  /** Whether a scan or a snapshot reads these entries, so that a write must make others. */
  #isShared = false;
  #isClosed = false;
  /** Why no more can be written. */
  #failure: { readonly error: unknown } | undefined;

  /** Opens what is on the disk, or begins there. Throws `CorruptStorage`, `UnusableLog`, and what the disk throws. */
  constructor({ disk, compactBytes = 2 ** 24 }: NaiveOptions) {
    this.#wal = new Wal({ disk, owner: "a naive engine" });
    this.#compactBytes = this.#compactAt = compactBytes;
    this.#entries = [];
    for (const body of this.#wal.read()) this.#apply(decoded(disk, body));
  }

  get(key: Uint8Array): Uint8Array | undefined {
    this.#assertOpen();
    return valueOf(this.#entries, key);
  }

  scan(scan?: Scan): Iterable<Entry> {
    return this.#scanOf(this.#share(), scan, () => this.#assertOpen());
  }

  snapshot(): Snapshot {
    const entries = this.#share();
    let isReleased = false;
    const check = () => {
      this.#assertOpen();
      if (isReleased) throw new Error("Cannot read a snapshot because it was released");
    };
    return {
      get: (key) => {
        check();
        return valueOf(entries, key);
      },
      scan: (scan) => {
        check();
        return this.#scanOf(entries, scan, check);
      },
      release: () => {
        isReleased = true;
      },
    };
  }

  put(key: Uint8Array, value: Uint8Array, options?: WriteOptions): void {
    this.batch([{ type: "put", key, value }], options);
  }

  delete(key: Uint8Array, options?: WriteOptions): void {
    this.batch([{ type: "delete", key }], options);
  }

  batch(changes: readonly Change[], { sync = false }: WriteOptions = {}): void {
    assertChanges(changes);
    const body = encodeBatch(changes);
    this.#write(() => {
      this.#wal.append([body]);
      if (sync) this.#wal.sync();
    });
    // What was encoded is a copy: whoever called may change what was handed in.
    this.#apply(decodeBatch(body));
    if (this.#wal.size >= this.#compactAt) this.#compact();
  }

  sync(): void {
    this.#write(() => this.#wal.sync());
  }

  close(): void {
    this.#assertOpen();
    if (this.#failure === undefined) this.sync();
    this.#isClosed = true;
  }

  /** Puts all entries in the place of the log that made them. */
  #compact(): void {
    this.#write(() => {
      this.#wal.sync();
      this.#wal.compact([...piecesOf(this.#entries)]);
    });
    this.#compactAt = Math.max(this.#compactBytes, 4 * this.#wal.size);
  }

  /**
   * After a disk has failed once, nobody can tell what it holds: every later write fails with the same
   * error.
   */
  #write(work: () => void): void {
    this.#assertOpen();
    if (this.#failure !== undefined) throw this.#failure.error;
    try {
      work();
    } catch (error) {
      this.#failure = { error };
      throw error;
    }
  }

  #apply(changes: readonly Change[]): void {
    if (this.#isShared) this.#entries = this.#entries.slice();
    this.#isShared = false;
    for (const change of changes) apply(this.#entries, change);
  }

  #share(): readonly Entry[] {
    this.#assertOpen();
    this.#isShared = true;
    return this.#entries;
  }

  *#scanOf(
    entries: readonly Entry[],
    { from, to, reverse = false }: Scan = {},
    check: () => void,
  ): Generator<Entry> {
    check();
    const first = from === undefined ? 0 : placeOf(entries, from);
    const end = to === undefined ? entries.length : placeOf(entries, to);
    for (let i = 0; i < end - first; i++) {
      check();
      const { key, value } = entries[reverse ? end - 1 - i : first + i]!;
      yield { key: key.slice(), value: value.slice() };
    }
  }

  #assertOpen(): void {
    if (this.#isClosed) throw new Error("Cannot use an engine because it was closed");
  }
}

function decoded(disk: Disk, body: Uint8Array): Change[] {
  try {
    return decodeBatch(body);
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
    throw new CorruptStorage(
      `the log at ${disk.where}`,
      "batches of changes are required",
      `an entry in which ${error.message}`,
      { cause: error },
    );
  }
}

function apply(entries: Entry[], change: Change): void {
  if (change.type === "delete range") {
    const first = placeOf(entries, change.from), end = placeOf(entries, change.to);
    entries.splice(first, Math.max(0, end - first));
    return;
  }
  const { key } = change, place = placeOf(entries, key);
  const isThere = place < entries.length && compareKeys(entries[place]!.key, key) === 0;
  if (change.type === "delete") entries.splice(place, isThere ? 1 : 0);
  else entries.splice(place, isThere ? 1 : 0, { key, value: change.value });
}

function valueOf(entries: readonly Entry[], key: Uint8Array): Uint8Array | undefined {
  const entry = entries[placeOf(entries, key)];
  return entry !== undefined && compareKeys(entry.key, key) === 0 ? entry.value.slice() : undefined;
}

/** How many entries have lesser keys. */
function placeOf(entries: readonly Entry[], key: Uint8Array): number {
  let low = 0, high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareKeys(entries[middle]!.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function* piecesOf(entries: readonly Entry[]): Generator<Uint8Array> {
  for (let i = 0; i < entries.length; i += PIECE_ENTRIES) {
    yield encodeBatch(
      entries.slice(i, i + PIECE_ENTRIES).map((entry): Change => ({ type: "put", ...entry })),
    );
  }
}
