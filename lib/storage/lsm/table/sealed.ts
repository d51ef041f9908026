/**
 * Blocks as they stand in the file of a table. Numbers have their lowest byte first.
 *
 * ```text
 * check      4 bytes, CRC-32C of all that follows
 * position   4 bytes, where in the file the block begins
 * length     4 bytes, of the contents as they stand here
 * opened     4 bytes, of the contents when they are decompressed
 * type       1 byte: what the contents are, and 128 more if they are compressed
 * contents
 *
 * d5 43 1d 7a   00 00 00 00   02 00 00 00   02 00 00 00   02   'h' 'b'
 * ```
 *
 * The check covers the lengths and the type, so that no wrong one is believed, and the position, so that
 * a block that the disk wrote or read elsewhere is not taken for the one that belongs there.
 *
 * @module
 */

import type { ByteWriter } from "../../../codec/byte_writer.ts";
import { crc32c } from "../../../codec/crc32c.ts";
import { CorruptStorage } from "../../corrupt.ts";
import { type Compression, none } from "../../../codec/compression.ts";

/** How many bytes stand before the contents. */
export const SEALED_HEADER = 17;

/** What the contents of a block are. */
export const types = { versions: 1, filter: 2, ranges: 3, properties: 4, index: 5 } as const;

/** One of them. */
export type BlockType = typeof types[keyof typeof types];

const compressed = 128;

/**
 * How long contents may get when they are decompressed. Without it a few bytes could fill the memory (a
 * decompression bomb); the writer keeps what would get longer as it is.
 */
function longestOpened(length: number): number {
  return Math.max(65536, 32 * length);
}

/** Appends a block that begins at `position` of the file. */
export function seal(
  writer: ByteWriter,
  position: number,
  type: BlockType,
  contents: Uint8Array,
  compression: Compression = none,
): void {
  const shorter = compression === none ? undefined : compression.compress(contents);
  const worth = shorter !== undefined && shorter.length <= contents.length * 7 / 8 &&
    contents.length <= longestOpened(shorter.length);
  const kept = worth ? shorter : contents, start = writer.length;
  writer.uint32(0);
  writer.uint32(position);
  writer.uint32(kept.length);
  writer.uint32(contents.length);
  writer.byte(worth ? type + compressed : type);
  writer.bytes(kept);
  writer.patchUint32(start, crc32c(writer.view(start + 4)));
}

/** Where a block is, and what it should be. */
export interface Place {
  /** Its file. */
  readonly file: string;
  /** Where it begins there. */
  readonly position: number;
  /** What should be in it. */
  readonly type: BlockType;
}

/**
 * The contents of the block that these bytes are, from the first to the last; a view of them if it can
 * be.
 */
export function unseal(
  bytes: Uint8Array,
  { file, position, type }: Place,
  compression: Compression = none,
): Uint8Array {
  const what = `the block at byte ${position} of ${file}`;
  const { length } = bytes;
  if (length < SEALED_HEADER) {
    throw new CorruptStorage(
      what,
      `${SEALED_HEADER} bytes before its contents are required`,
      `${length}`,
    );
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, length);
  const check = crc32c(bytes.subarray(4));
  if (view.getUint32(0, true) !== check) {
    throw new CorruptStorage(what, `its check must be ${check}`, `${view.getUint32(0, true)}`);
  }
  const opened = view.getUint32(12, true), given = bytes[16]!;
  const expected = [position, length - SEALED_HEADER, type];
  const found = [view.getUint32(4, true), view.getUint32(8, true), given & ~compressed];
  if (expected.some((value, i) => value !== found[i])) {
    const reason = `its position, length and type must be ${expected.join(", ")}`;
    throw new CorruptStorage(what, reason, found.join(", "));
  }
  const contents = bytes.subarray(SEALED_HEADER);
  if (given < compressed) {
    if (opened === contents.length) return contents;
    throw new CorruptStorage(what, `its contents are ${contents.length} bytes`, `${opened}`);
  }
  const limit = longestOpened(contents.length);
  if (compression === none || opened > limit) {
    const reason = compression === none
      ? "no block of a table without compression is compressed"
      : `${contents.length} bytes may be at most ${limit} when decompressed`;
    throw new CorruptStorage(what, reason, `${opened} bytes, compressed`);
  }
  const result = decompressed(contents, opened, compression, what);
  if (result.length === opened) return result;
  throw new CorruptStorage(what, `it must be ${opened} bytes`, `${result.length}`);
}

function decompressed(
  bytes: Uint8Array,
  limit: number,
  { name, decompress }: Compression,
  what: string,
): Uint8Array {
  try {
    return decompress(bytes, limit);
  } catch (cause) {
    throw new CorruptStorage(what, `it must be compressed by ${name}`, String(cause), { cause });
  }
}
