/** Bytes that know how often they are copied, and how many of them there are. @module */

/** What was done with bytes. */
export class Meter {
  allocated = 0;
  copied = 0;
  readonly #watched = watching(this);
  readonly #own = new WeakSet<ArrayBufferLike>();

  /**
   * With `eachByte`, a byte that is written by its index is counted as copied, too; such bytes are slow,
   * and not everything takes them.
   */
  constructor(readonly eachByte = false) {}

  /** Bytes of one's own. */
  allocate(length: number): Uint8Array {
    this.allocated += length;
    const bytes = new Uint8Array(length);
    this.#own.add(bytes.buffer);
    return this.lend(bytes);
  }

  /** Bytes of somebody else, which are not counted as allocated. */
  lend(bytes: Uint8Array): Uint8Array {
    const lent = Object.setPrototypeOf(bytes, this.#watched);
    return this.eachByte ? noting(lent, this) : lent;
  }

  /** Whether bytes are of `allocate`, or a part of such. */
  isOwn({ buffer }: { readonly buffer: ArrayBufferLike }): boolean {
    return this.#own.has(buffer);
  }
}

/** What bytes do, of which every copy is counted, and so is every copy of a part. */
function watching(meter: Meter): object {
  const { set, copyWithin, slice, subarray } = Uint8Array.prototype;
  function* values(this: Uint8Array): Generator<number> {
    for (let at = 0; at < this.length; at++) {
      meter.copied++;
      yield this[at]!;
    }
  }
  return Object.assign(Object.create(Uint8Array.prototype), {
    set(this: Uint8Array, source: ArrayLike<number>, at?: number) {
      meter.copied += source.length;
      set.call(this, source, at);
    },
    copyWithin(this: Uint8Array, to: number, from: number, end = this.length) {
      meter.copied += Math.max(0, end - from);
      return copyWithin.call(this, to, from, end);
    },
    slice(this: Uint8Array, from?: number, to?: number) {
      const copy = slice.call(this, from, to);
      meter.copied += copy.length;
      meter.allocated += copy.length;
      return meter.lend(copy as Uint8Array);
    },
    subarray(this: Uint8Array, from?: number, to?: number) {
      return meter.lend(subarray.call(this, from, to) as Uint8Array);
    },
    values,
    [Symbol.iterator]: values,
  });
}

/** The same bytes; each that is written by its index is counted. */
function noting(bytes: Uint8Array, meter: Meter): Uint8Array {
  return new Proxy(bytes, {
    get(bytes, name) {
      const value = Reflect.get(bytes, name, bytes);
      return typeof value === "function" ? value.bind(bytes) : value;
    },
    set(bytes, name, value) {
      if (typeof name === "string" && /^\d+$/.test(name)) meter.copied++;
      return Reflect.set(bytes, name, value, bytes);
    },
  });
}

/** What is remembered of bytes. */
export interface Held {
  /** How much memory it takes. */
  readonly bytes: number;
  /** How much of it is of `allocate`. */
  readonly own: number;
}

/** How much memory is held by what is remembered, as far as it can be seen, in bytes. */
export function heldBytes(state: unknown, meter: Meter): Held {
  const buffers = new Set<ArrayBufferLike>(), seen = new Set<unknown>(), rest = [state];
  while (rest.length > 0) {
    const each = rest.pop();
    if (typeof each !== "object" || each === null || seen.has(each)) continue;
    seen.add(each);
    if (ArrayBuffer.isView(each)) buffers.add(each.buffer);
    else if (each instanceof ArrayBuffer) buffers.add(each);
    else if (each instanceof Map || each instanceof Set) {
      rest.push(...each.keys(), ...each.values());
    } else if (Array.isArray(each)) { for (const one of each) rest.push(one); }
    else rest.push(...Object.values(each));
  }
  const sizeOf = (all: readonly ArrayBufferLike[]) =>
    all.reduce((sum, { byteLength }) => sum + byteLength, 0);
  return {
    bytes: sizeOf([...buffers]),
    own: sizeOf([...buffers].filter((buffer) => meter.isOwn({ buffer }))),
  };
}
