/**
 * CRC-32C (Castagnoli, Bräuer and Herrmann 1993; the check of iSCSI, RFC 3720, and of most logs): the
 * remainder of the bytes, read as a polynomial over two elements, divided by a fixed one. It finds every
 * burst of up to 32 wrong bits, and misses one in four thousand million of all other damage. It does not
 * protect against an adversary.
 *
 * @module
 */

/** The polynomial 0x1EDC6F41 with its bits reversed, since bytes are read from the lowest bit on. */
const polynomial = 0x82f63b78;

/**
 * What each byte contributes, alone in the first 256 places, and with one to seven zero bytes behind it in
 * those behind them: all in one array, of which V8 need check but once that it is one.
 */
const table = makeTable();

/**
 * The check of `bytes`, from 0 to 2³² − 1. A check can be continued: `crc32c(b, crc32c(a))` is that of
 * `a` followed by `b`.
 *
 * @example The digits that every CRC is compared by
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { crc32c } from "hb/codec/crc32c.ts";
 *
 * assertEquals(crc32c(new TextEncoder().encode("123456789")), 0xe3069283);
 * ```
 */
export function crc32c(bytes: Uint8Array, before = 0): number {
  let crc = ~before, i = 0;
  for (const end = bytes.length - 7; i < end; i += 8) {
    crc ^= bytes[i]! | bytes[i + 1]! << 8 | bytes[i + 2]! << 16 | bytes[i + 3]! << 24;
    crc = table[1792 + (crc & 255)]! ^ table[1536 + (crc >>> 8 & 255)]! ^
      table[1280 + (crc >>> 16 & 255)]! ^ table[1024 + (crc >>> 24)]! ^
      table[768 + bytes[i + 4]!]! ^ table[512 + bytes[i + 5]!]! ^
      table[256 + bytes[i + 6]!]! ^ table[bytes[i + 7]!]!;
  }
  for (; i < bytes.length; i++) crc = table[(crc ^ bytes[i]!) & 255]! ^ crc >>> 8;
  return ~crc >>> 0;
}

function makeTable(): Int32Array {
  const table = new Int32Array(8 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? crc >>> 1 ^ polynomial : crc >>> 1;
    table[byte] = crc;
  }
  for (let i = 256; i < table.length; i++) {
    const crc = table[i - 256]!;
    table[i] = table[crc & 255]! ^ crc >>> 8;
  }
  return table;
}
