/**
 * The last bytes of a table. Who opens it begins here.
 *
 * ```text
 * check        4 bytes, CRC-32C of all that follows; numbers have their lowest byte first
 * filter       4 bytes, where the block of the filter begins
 * ranges       4 bytes, where that of the range tombstones does
 * properties   4 bytes, and that of the properties
 * index        4 bytes, and that of the index, which ends where this begins
 * bytes        4 bytes, how long the file is
 * format       4 bytes: 1
 * magic        8 bytes: "hb.table"
 * ```
 *
 * @module
 */

import { ByteReader } from "../../../codec/byte_reader.ts";
import type { ByteWriter } from "../../../codec/byte_writer.ts";
import { crc32c } from "../../../codec/crc32c.ts";
import { CorruptStorage } from "../../corrupt.ts";

/** How long it is. */
export const FOOTER = 36;

/** What tells the file from another. */
const magic = "hb.table";
const format = 1;

/** Where the blocks begin that stand behind those of versions, in this order, without room between them. */
export interface Footer {
  /** The filter. */
  readonly filter: number;
  /** The range tombstones. */
  readonly ranges: number;
  /** The properties. */
  readonly properties: number;
  /** The index. */
  readonly index: number;
  /** How long the file is, the footer with it. */
  readonly bytes: number;
}

/** Appends a footer. */
export function writeFooter(writer: ByteWriter, footer: Footer): void {
  const start = writer.length;
  writer.uint32(0);
  for (const number of numbersOf(footer)) writer.uint32(number);
  writer.uint32(format);
  writer.bytes(new TextEncoder().encode(magic));
  writer.patchUint32(start, crc32c(writer.view(start + 4)));
}

/** The footer of a file that is `size` bytes long, from its last bytes. */
export function readFooter(bytes: Uint8Array, file: string, size: number): Footer {
  const what = `the footer of ${file}`;
  if (bytes.length !== FOOTER) {
    throw new CorruptStorage(what, `a table has ${FOOTER} bytes at least`, `${bytes.length}`);
  }
  const reader = new ByteReader(bytes),
    check = reader.uint32(),
    expected = crc32c(bytes.subarray(4));
  const read = () => reader.uint32();
  const footer = {
    filter: read(),
    ranges: read(),
    properties: read(),
    index: read(),
    bytes: read(),
  };
  const version = read(), ending = String.fromCharCode(...bytes.subarray(FOOTER - magic.length));
  if (ending !== magic) {
    throw new CorruptStorage(what, `a table ends with ${magic}`, JSON.stringify(ending));
  }
  if (check !== expected) {
    throw new CorruptStorage(what, `its check must be ${expected}`, `${check}`);
  }
  if (version !== format) {
    throw new CorruptStorage(what, `the only known format is ${format}`, `${version}`);
  }
  if (footer.bytes !== size) {
    throw new CorruptStorage(what, `the file should be ${footer.bytes} bytes`, `${size}`);
  }
  const places = [0, ...numbersOf(footer).slice(0, 4), size - FOOTER];
  if (places.some((place, i) => i > 0 && place < places[i - 1]!)) {
    throw new CorruptStorage(
      what,
      "blocks must follow each other within the file",
      places.join(", "),
    );
  }
  return footer;
}

function numbersOf({ filter, ranges, properties, index, bytes }: Footer): number[] {
  return [filter, ranges, properties, index, bytes];
}
