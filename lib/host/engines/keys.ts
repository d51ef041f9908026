/**
 * Keys as engines keep them that take no empty ones, or of which one must be set aside: all begin with a
 * byte of ours, so that any bytes are a key, and others than ours are left over.
 *
 * @module
 */

import type { Change, KeyRange } from "../../storage/engine/engine.ts";

const OURS = 1;

/** A key that no entry has. */
export const SPARE: Uint8Array = Uint8Array.of(0);

/** A key as it is kept, in a copy. */
export function kept(key: Uint8Array): Uint8Array<ArrayBuffer> {
  const longer = new Uint8Array(key.length + 1);
  longer[0] = OURS;
  longer.set(key, 1);
  return longer;
}

/** A key as it was given, in a copy. */
export function given(key: Uint8Array): Uint8Array {
  // Not slice, which a Buffer of Node takes for a view.
  return new Uint8Array(key.subarray(1));
}

/** The range of the keys as they are kept: from the first on, and before the other. */
export function keptRange(
  { from, to }: KeyRange,
): { readonly from: Uint8Array; readonly to: Uint8Array } {
  return {
    from: from === undefined ? Uint8Array.of(OURS) : kept(from),
    to: to === undefined ? Uint8Array.of(OURS + 1) : kept(to),
  };
}

/** A change as it is made, whose bytes nobody changes later. */
export function keptChange(change: Change): Change {
  if (change.type === "put") {
    return { ...change, key: kept(change.key), value: change.value.slice() };
  }
  if (change.type === "delete") return { ...change, key: kept(change.key) };
  return { ...change, ...keptRange(change) };
}
