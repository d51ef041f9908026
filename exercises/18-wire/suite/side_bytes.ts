/** Bytes that a side of a connection is given, and that it gives away. @module */

import { joined } from "hb/codec/joined.ts";

/** So many of those that were given away last are looked at again. */
const LOOKED_AT = 3;

/** Whose bytes are whose. */
export class GivenBytes {
  #kept: { readonly bytes: Uint8Array; readonly copy: string }[] = [];

  /** The same bytes within a larger buffer, where others stand before and behind them. */
  lend(bytes: Uint8Array): Uint8Array {
    return joined([Uint8Array.of(7, 7, 7), bytes, Uint8Array.of(7)]).subarray(3, -1);
  }

  /** Takes note of bytes that were given away. Whether those of before are as they were. */
  keep(given: readonly Uint8Array[]): boolean {
    if (given.length === 0) return true;
    const isSame = this.#kept.every(({ bytes, copy }) => bytes.toHex() === copy);
    const last = given.slice(-LOOKED_AT).map((bytes) => ({ bytes, copy: bytes.toHex() }));
    this.#kept = [...this.#kept, ...last].slice(-LOOKED_AT);
    return isSame;
  }
}
