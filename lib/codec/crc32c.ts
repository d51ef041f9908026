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

/** What each byte contributes, alone and with one to three zero bytes behind it. */
const tables: readonly Int32Array[] = makeTables();

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
  const [one, two, three, four] = tables as [Int32Array, Int32Array, Int32Array, Int32Array];
  let crc = ~before, i = 0;
  for (const end = bytes.length - 3; i < end; i += 4) {
    crc ^= bytes[i]! | bytes[i + 1]! << 8 | bytes[i + 2]! << 16 | bytes[i + 3]! << 24;
    crc = four[crc & 255]! ^ three[crc >>> 8 & 255]! ^ two[crc >>> 16 & 255]! ^ one[crc >>> 24]!;
  }
  for (; i < bytes.length; i++) crc = one[(crc ^ bytes[i]!) & 255]! ^ crc >>> 8;
  return ~crc >>> 0;
}

function makeTables(): Int32Array[] {
  const one = Int32Array.from({ length: 256 }, (_, byte) => {
    for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? byte >>> 1 ^ polynomial : byte >>> 1;
    return byte;
  });
  const further = (table: Int32Array) => table.map((crc) => one[crc & 255]! ^ crc >>> 8);
  const two = further(one), three = further(two);
  return [one, two, three, further(three)];
}
