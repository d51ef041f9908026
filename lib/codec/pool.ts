/**
 * Buffers that are used again. Who takes one has the only loan of it, and may let others have it too (`retain`);
 * when each has given it back (`release`), the memory goes to the next who asks. A view into a buffer that
 * is used again would read somebody else's bytes, without an error; so what is read through a loan throws once
 * the loan is over, and a pool that `detaches` also empties the arrays that were cut out of it.
 *
 * @module
 */

/** Bytes, and the same to read numbers from: what views look into. */
export interface Source {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** The same bytes. */
  readonly data: DataView;
}

/** A source that nobody takes back. */
export function sourceOf(bytes: Uint8Array): Source {
  return { bytes, data: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
}

/** What there is to set. */
export interface PoolOptions {
  /** How much memory waits to be used again at most, in bytes; default 16 MiB. */
  readonly idleBytes?: number;
  /**
   * Whether a buffer is detached when it comes back, so that arrays which were cut out of it have no bytes any more
   * and nobody reads or writes through them: for tests; default false.
   */
  readonly detaches?: boolean;
}

/** What a pool has done. Invariant: `taken - returned` loans are not over; at rest there are none. */
export interface PoolCounters {
  /** Loans so far. */
  taken: number;
  /** Loans that are over. */
  returned: number;
  /** Buffers that were made as none was there. */
  made: number;
  /** Memory that waits to be used again, in bytes. */
  idleBytes: number;
}

const SMALLEST = 2 ** 8, LARGEST = 2 ** 20;

/**
 * A pool of buffers whose sizes are powers of two from 256 B to 1 MiB; larger ones are made for each loan.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { Pool } from "hb/codec/pool.ts";
 *
 * const pool = new Pool();
 * const loan = pool.take(1000);
 * loan.bytes.set([1, 2, 3]);
 * loan.release();
 * assertThrows(() => loan.data.getUint8(0), Error, "has been released");
 * assertThrows(() => loan.release(), Error, "has been released");
 * assertEquals(pool.counters, { taken: 1, returned: 1, made: 1, idleBytes: 1024 });
 * ```
 */
export class Pool {
  /** What it has done. */
  readonly counters: PoolCounters = { taken: 0, returned: 0, made: 0, idleBytes: 0 };
  readonly #idle = new Map<number, ArrayBuffer[]>();
  readonly #most: number;
  readonly #detaches: boolean;

  /** An empty pool. */
  constructor({ idleBytes = 2 ** 24, detaches = false }: PoolOptions = {}) {
    this.#most = idleBytes;
    this.#detaches = detaches;
  }

  /** Lends at least so many bytes, of whatever content. */
  take(bytes: number): Loan {
    const size = sizeFor(bytes);
    const idle = this.#idle.get(size)?.pop();
    if (idle === undefined) this.counters.made++;
    else this.counters.idleBytes -= size;
    this.counters.taken++;
    return new Loan(idle ?? new ArrayBuffer(size), (buffer) => this.#back(buffer));
  }

  #back(buffer: ArrayBuffer): void {
    this.counters.returned++;
    const size = buffer.byteLength;
    const kept = this.#detaches ? buffer.transfer() : buffer;
    if (size > LARGEST || this.counters.idleBytes + size > this.#most) return;
    const idle = this.#idle.get(size);
    if (idle === undefined) this.#idle.set(size, [kept]);
    else idle.push(kept);
    this.counters.idleBytes += size;
  }
}

/** A buffer, as long as somebody holds it. */
export class Loan implements Source {
  /** The bytes; none once it is over. */
  bytes: Uint8Array<ArrayBuffer>;
  /** The same bytes; reading any throws once it is over. */
  data: DataView;
  #holders = 1;
  readonly #back: (buffer: ArrayBuffer) => void;

  /** Made by pools. */
  constructor(buffer: ArrayBuffer, back: (buffer: ArrayBuffer) => void) {
    this.bytes = new Uint8Array(buffer);
    this.data = new DataView(buffer);
    this.#back = back;
  }

  /** Only the first `length` bytes are of use. */
  cut(length: number): void {
    this.bytes = this.bytes.subarray(0, length);
  }

  /** One more holds it, and will release it. */
  retain(): this {
    if (this.#holders === 0) throw released("retain");
    this.#holders++;
    return this;
  }

  /** One holds it no more. After the last, whatever reads through this loan throws. */
  release(): void {
    if (this.#holders === 0) throw released("release");
    if (--this.#holders > 0) return;
    const { buffer } = this.bytes;
    this.bytes = nothing;
    this.data = gone;
    this.#back(buffer);
  }
}

function sizeFor(bytes: number): number {
  if (!Number.isSafeInteger(bytes) || bytes < 0) {
    throw new RangeError(
      `Cannot take a buffer because a whole number of bytes is required: given ${bytes}`,
    );
  }
  if (bytes > LARGEST) return bytes;
  let size = SMALLEST;
  while (size < bytes) size *= 2;
  return size;
}

function released(purpose: string): Error {
  return new Error(
    `Cannot ${purpose} a buffer because it must be held: given one that has been released`,
  );
}

const nothing = new Uint8Array(0);

/** What a loan that is over reads from. */
class Gone extends DataView<ArrayBuffer> {
  override getUint8(): never {
    throw released("read");
  }
  override getUint32(): never {
    throw released("read");
  }
  override getInt32(): never {
    throw released("read");
  }
  override getFloat64(): never {
    throw released("read");
  }
}

const gone = new Gone(new ArrayBuffer(0));
