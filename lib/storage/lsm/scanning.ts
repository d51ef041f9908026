/** Goes through the keys of a range as they were at one time. @module */

import { compareKeys, type Entry, isSameKey, type Scan } from "../engine/engine.ts";
import type { RangeTombstones } from "./range_tombstones.ts";
import type { Cursor, Version } from "./table/version.ts";

/** What a scan reads, and whom it tells. */
export interface Source {
  /** All versions that it may meet. */
  readonly cursor: Cursor;
  /** All range tombstones that it may meet. */
  readonly ranges: RangeTombstones;
  /** Later versions are not seen. */
  readonly sequence: number;
  /** Throws if it may not go on. */
  assertOpen(): void;
  /** Called once, when it ends or is given up. */
  release(): void;
}

/** A scan, which may be gone through once. */
export class Scanning implements IterableIterator<Entry> {
  readonly #source: Source;
  readonly #scan: Scan;
  #isBegun = false;
  #isDone = false;
  /** The key of the version before, on the way forward. */
  #key: Uint8Array | undefined;

  /** Reads nothing yet. */
  constructor(source: Source, scan: Scan) {
    this.#source = source;
    this.#scan = scan;
  }

  /** Itself: it cannot be gone through twice. */
  [Symbol.iterator](): this {
    return this;
  }

  /** The next entry. Throws if the store is closed. */
  next(): IteratorResult<Entry, undefined> {
    if (this.#isDone) return { done: true, value: undefined };
    this.#source.assertOpen();
    const version = this.#scan.reverse ? this.#before() : this.#behind();
    if (version === undefined) return this.return();
    return { done: false, value: { key: version.key.slice(), value: version.value.slice() } };
  }

  /** Gives up, and lets go of the tables that it reads. */
  return(): IteratorResult<Entry, undefined> {
    if (!this.#isDone) this.#source.release();
    this.#isDone = true;
    return { done: true, value: undefined };
  }

  /** The next one to be seen. Of the versions of a key the first that is old enough counts. */
  #behind(): Version | undefined {
    const { cursor, sequence } = this.#source, { from, to } = this.#scan;
    if (this.#isBegun) cursor.next();
    else if (from === undefined) cursor.first();
    else cursor.seek(from, Infinity);
    this.#isBegun = true;
    for (let one = cursor.current; one !== undefined; cursor.next(), one = cursor.current) {
      if (to !== undefined && compareKeys(one.key, to) >= 0) return undefined;
      if (one.sequence > sequence) continue;
      if (this.#key !== undefined && isSameKey(one.key, this.#key)) continue;
      this.#key = one.key;
      if (this.#isSeen(one)) return one;
    }
    return undefined;
  }

  /** The next one to be seen on the way back. Of the versions of a key the last that is old enough counts. */
  #before(): Version | undefined {
    const { cursor, sequence } = this.#source, { from, to } = this.#scan;
    if (!this.#isBegun) {
      if (to === undefined) cursor.last();
      else {
        cursor.seek(to, Infinity);
        cursor.previous();
      }
    }
    this.#isBegun = true;
    while (cursor.current !== undefined) {
      const { key } = cursor.current;
      if (from !== undefined && compareKeys(key, from) < 0) return undefined;
      let newest: Version | undefined;
      for (let one: Version | undefined = cursor.current; one !== undefined; one = cursor.current) {
        if (!isSameKey(one.key, key)) break;
        if (one.sequence <= sequence) newest = one;
        cursor.previous();
      }
      if (newest !== undefined && this.#isSeen(newest)) return newest;
    }
    return undefined;
  }

  #isSeen({ key, sequence, kind }: Version): boolean {
    return kind === "put" &&
      this.#source.ranges.covering(key, this.#source.sequence) <= sequence;
  }
}
