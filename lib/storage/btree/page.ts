/**
 * Pages: pieces of one length that a file is made of, each with a check of all that it says.
 *
 * ```
 * 0   check, CRC-32C of everything behind it, never 0      4 bytes
 * 4   the page's number                                    4 bytes
 * 8   its kind                                             1 byte, and one that is 0
 * 10  how many cells it has                                2 bytes
 * 12  where the lowest cell begins                         2 bytes
 * 14  how many bytes of removed cells lie between others   2 bytes
 * 16  what depends on the kind
 * ```
 *
 * The check covers the number and the length of the content, so that a page that was written to a wrong
 * place, or half, is found. That an old page stands where a newer one was written shows only where the
 * check of a page is kept by whoever points to it as well (Merkle 1987; Bonwick and Moore 2007, ZFS).
 * Numbers have their lowest byte first.
 *
 * @module
 */

import { crc32c } from "../../codec/crc32c.ts";
import { CorruptStorage } from "../corrupt.ts";

/** How many bytes stand before a page's content. */
export const HEADER = 16;

/** What pages are for. */
export const kinds = { leaf: 1, branch: 2, overflow: 3, free: 4 } as const;

/**
 * The lengths that a page may have, in bytes: a place in it fits into two bytes, and four cells into it.
 */
export const PAGE_BYTES = { least: 128, most: 32768 } as const;

/** Which page, and what its check is; 0 where that is not known. */
export interface Pointer {
  /** Its place in the file, in pages. */
  readonly number: number;
  /** The check that it must have; 0: any that is right. */
  readonly check: number;
}

/** A page in memory. */
export class Page {
  /** Where it stands in the file, in pages. */
  readonly number: number;
  /** All of it. */
  readonly bytes: Uint8Array;
  /**
   * The epoch in which it came into being; 0 if that was before the file was opened, or does not matter.
   */
  readonly born: number;

  /** The page of this content. */
  constructor(number: number, bytes: Uint8Array, born = 0) {
    this.number = number;
    this.bytes = bytes;
    this.born = born;
  }

  /** One of `kinds`. */
  get kind(): number {
    return this.bytes[8]!;
  }

  /** How many cells it has. */
  get count(): number {
    return uint16(this.bytes, 10);
  }

  /** The check that was written into it last. */
  get check(): number {
    return uint32(this.bytes, 0);
  }
}

/** An empty page. */
export function newPage(number: number, pageBytes: number, kind: number, born = 0): Page {
  const bytes = new Uint8Array(pageBytes);
  putUint32(bytes, 4, number);
  bytes[8] = kind;
  putUint16(bytes, 12, pageBytes);
  return new Page(number, bytes, born);
}

/** The same page under this number, to be changed: its check is not known. */
export function copyOf(page: Page, number: number, born = 0): Page {
  const bytes = page.bytes.slice();
  putUint32(bytes, 0, 0);
  putUint32(bytes, 4, number);
  return new Page(number, bytes, born);
}

/** Writes a page's check into it, and returns it. */
export function seal(page: Page): number {
  const check = checkOf(page.bytes);
  putUint32(page.bytes, 0, check);
  return check;
}

/** The page in these bytes from a disk; throws `CorruptStorage` unless it is what `pointer` says. */
export function readPage(bytes: Uint8Array, pointer: Pointer, where: string): Page {
  const { number, check } = pointer;
  const page = new Page(number, bytes);
  if (bytes.length < HEADER || page.check !== checkOf(bytes)) {
    throw corruptPage(number, where, "its check sum must fit", "another");
  }
  if (uint32(bytes, 4) !== number) {
    throw corruptPage(number, where, "it must bear this number", `page ${uint32(bytes, 4)}`);
  }
  if (check !== 0 && page.check !== check) {
    throw corruptPage(number, where, "the page that was written last is required", "an older one");
  }
  return page;
}

/** The error for a page that is not what it must be. */
export function corruptPage(
  number: number,
  where: string,
  reason: string,
  given: string,
): CorruptStorage {
  return new CorruptStorage(`page ${number} of ${where}`, reason, given);
}

/** Two bytes as a number. */
export function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at]! | bytes[at + 1]! << 8;
}

/** Four bytes as a number. */
export function uint32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | bytes[at + 1]! << 8 | bytes[at + 2]! << 16 | bytes[at + 3]! << 24) >>> 0;
}

/** Writes a number into two bytes. */
export function putUint16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
}

/** Writes a number into four bytes. */
export function putUint32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

/** 0 says that a check is not known, so none is 0. */
function checkOf(bytes: Uint8Array): number {
  return crc32c(bytes.subarray(4)) || 1;
}
