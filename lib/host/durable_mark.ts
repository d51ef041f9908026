/**
 * How far a log was durable, in a file of its own. A crash may leave a log with less than was written last,
 * but never with less than was durable: if it ends before its mark, something else took its tail away.
 * The mark follows at a distance, which costs no sync.
 *
 * @module
 */

import { ByteWriter } from "../codec/byte_writer.ts";
import { decodePlain } from "../codec/decode_plain.ts";
import { encodePlain } from "../codec/encode_plain.ts";
import type { Disk } from "../storage/disk/disk.ts";
import { scan, writeEntry } from "../storage/wal/entry.ts";
import type { End } from "../storage/wal/recover.ts";

const FILE = "durable";

/** What the mark in a folder says; `undefined` when there is none that can be read. */
export function readMark(disk: Disk): End | undefined {
  if (!disk.names().includes(FILE)) return undefined;
  const body = scan(disk.read(FILE)).bodies.at(-1);
  if (body === undefined) return undefined;
  const { number, length } = Object(decodePlain(body));
  return Number.isSafeInteger(number) && Number.isSafeInteger(length)
    ? { number, length }
    : undefined;
}

/** Says that a log is durable up to `end`. A crash may undo that, which does no harm. */
export function writeMark(disk: Disk, end: End): void {
  const writer = new ByteWriter();
  writeEntry(writer, 0, 0, encodePlain({ number: end.number, length: end.length }));
  if (disk.names().includes(FILE)) disk.truncate(FILE, 0);
  disk.append(FILE, writer.view());
}
