/**
 * Checkpoints: a file that stands for the files of a log up to a number. It is written beside the log,
 * piece by piece, while the log goes on, and counts once it has its name.
 *
 * ```text
 * title       whose it is, and up to which file
 * pieces      what it holds
 * end         how many pieces there are
 * ```
 *
 * @module
 */

import { ByteWriter } from "../../codec/byte_writer.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import type { Disk } from "../disk/disk.ts";
import { ENTRY_HEADER, LONGEST_FILE, scan, writeEntry } from "./entry.ts";
import {
  assertKnown,
  encodeTitle,
  fieldsOf,
  isTitle,
  seedIn,
  seedOf,
  type Title,
} from "./title.ts";
import { UnusableLog } from "./unusable_log.ts";
import type { Wait } from "./wait.ts";

/** `00000001.checkpoint` */
export function checkpointName(number: number): string {
  return `${String(number).padStart(8, "0")}.checkpoint`;
}

/** The number in the name of a checkpoint; `undefined` for the name of something else. */
export function checkpointNumber(name: string): number | undefined {
  const digits = /^(\d{8,})\.checkpoint$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Writes a checkpoint; returns its length. */
export function* writeCheckpoint(
  disk: Disk,
  about: Omit<Title, "format">,
  pieces: Iterable<Uint8Array>,
): Generator<Wait, number> {
  const name = checkpointName(about.number), unfinished = `${name}.new`;
  const title: Title = { format: 2, ...about }, seed = seedOf(title);
  let length = 0, count = 0;
  const write = (body: Uint8Array) => {
    const writer = new ByteWriter(ENTRY_HEADER + body.length);
    writeEntry(writer, length, 0, body, length === 0 ? 0 : seed);
    length += writer.length;
    if (length > LONGEST_FILE) {
      throw new RangeError(
        `Cannot write ${name} because its length must stay below 4 GiB: given ${length} bytes`,
      );
    }
    disk.append(unfinished, writer.view());
  };
  write(encodeTitle(title));
  for (const piece of pieces) {
    write(piece);
    count++;
    yield "others";
  }
  write(encodePlain({ pieces: count }));
  yield { sync: unfinished };
  disk.rename(unfinished, name);
  yield "names";
  return length;
}

/** What a checkpoint holds; throws `UnusableLog` unless all of it is there. */
export function readCheckpoint(
  disk: Disk,
  about: { readonly owner: string; readonly number: number },
): { readonly pieces: readonly Uint8Array[]; readonly length: number } {
  const name = checkpointName(about.number);
  const file = disk.read(name);
  const { bodies, end } = scan(file, seedIn);
  const title = fieldsOf(bodies[0]), pieces = bodies.slice(1, -1);
  assertKnown(disk.where + name, title);
  const isWhole = bodies.length >= 2 && end === file.length && isTitle(title) &&
    fieldsOf(bodies.at(-1))["pieces"] === pieces.length;
  if (!isWhole) {
    throw new UnusableLog(
      `Cannot read ${disk.where}${name} because the entry at byte ${end} must be whole, ` +
        "which was durable once: given one that its check sum does not fit",
    );
  }
  if (title["owner"] !== about.owner || title["number"] !== about.number) {
    throw new UnusableLog(
      `Cannot read ${disk.where}${name} because checkpoint ${about.number} of ${about.owner} is ` +
        `required: given checkpoint ${title["number"]} of ${title["owner"]}`,
    );
  }
  return { pieces, length: file.length };
}
