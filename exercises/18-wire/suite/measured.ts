/** Bytes that know how often they are copied, and how many of them there are. @module */

/** What was done with bytes. */
export class Meter {
  allocated = 0;
  copied = 0;
  readonly #watched = watching(this);

  /** Bytes of one's own. */
  allocate(length: number): Uint8Array {
    this.allocated += length;
    return this.lend(new Uint8Array(length));
  }

  /** Bytes of somebody else, which are not counted as allocated. */
  lend(bytes: Uint8Array): Uint8Array {
    return Object.setPrototypeOf(bytes, this.#watched);
  }
}

/** What bytes do, of which every copy is counted, and so is every copy of a part. */
function watching(meter: Meter): object {
  const { set, copyWithin, slice, subarray } = Uint8Array.prototype;
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
  });
}

/** How much memory is held by what is remembered, in bytes. */
export function heldBytes(state: unknown): number {
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
  return [...buffers].reduce((sum, { byteLength }) => sum + byteLength, 0);
}
