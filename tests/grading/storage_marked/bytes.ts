/** Items as bytes, and bytes with a check. */

import { joined } from "hb/codec/joined.ts";
import { compareKeys, crc32c } from "../../../exercises/17-storage/given.ts";

/** What stands under a key; nothing if it was deleted. */
export interface Item {
  readonly key: Uint8Array;
  readonly value: Uint8Array | undefined;
}

export const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function u32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  viewOf(bytes).setUint32(0, value, true);
  return bytes;
}

const DELETED = 0xffffffff;

export function* partsOf({ key, value }: Item): Generator<Uint8Array> {
  yield u32(key.length);
  yield u32(value === undefined ? DELETED : value.length);
  yield key;
  if (value !== undefined) yield value;
}

export function* itemsOf(bytes: Uint8Array, from: number): Generator<Item> {
  const view = viewOf(bytes);
  for (let at = from; at < bytes.length;) {
    const keyEnd = at + 8 + view.getUint32(at, true);
    const length = view.getUint32(at + 4, true);
    const key = bytes.slice(at + 8, keyEnd);
    at = keyEnd + (length === DELETED ? 0 : length);
    yield { key, value: length === DELETED ? undefined : bytes.slice(keyEnd, at) };
  }
}

export const framed = (body: Uint8Array): Uint8Array => joined([u32(crc32c(body)), body]);

export function unframed(bytes: Uint8Array, what: string): Uint8Array {
  const body = bytes.subarray(4);
  if (bytes.length < 4 || viewOf(bytes).getUint32(0, true) !== crc32c(body)) {
    throw new Error(`${what} is damaged`);
  }
  return body;
}

/** Where the first of these is that is not before the key. */
export function lowerBound(
  items: readonly { readonly key: Uint8Array }[],
  key: Uint8Array,
): number {
  let low = 0, high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareKeys(items[middle]!.key, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
