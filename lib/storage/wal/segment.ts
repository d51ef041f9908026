/** The files of a log: their names, and the entry that each begins with. @module */

import { ByteWriter } from "../../codec/byte_writer.ts";
import type { Disk } from "../disk/disk.ts";
import { ENTRY_HEADER, writeEntry } from "./entry.ts";
import { encodeTitle, seedOf, type Title } from "./title.ts";
import type { Wait } from "./wait.ts";

/** What the first entry of every file says. */
export interface SegmentHeader extends Title {
  /** How long the file before it was in the end; 0 if this one begins anew and nothing before it counts. */
  readonly before: number;
  /** How many entries the file was born with, this one apart; they were durable before it had its name. */
  readonly bodies: number;
}

/** `00000001.log` */
export function nameOf(number: number): string {
  return `${String(number).padStart(8, "0")}.log`;
}

/** The number in a file's name; `undefined` for the name of something else. */
export function numberOf(name: string): number | undefined {
  const digits = /^(\d{8,})\.log$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Files that were not finished, and so never counted. */
export function isUnfinished(name: string): boolean {
  return /^\d{8,}(\.checkpoint)?\.new$/.test(name);
}

/**
 * Writes a title and the entries that the file is born with, and then gives it its name, so that a file with
 * a name has all of them. One that had the name is gone. Returns its length; all of it is durable.
 */
export function* createFile(
  disk: Disk,
  about: Omit<SegmentHeader, "bodies" | "format">,
  bodies: readonly Uint8Array[] = [],
): Generator<Wait, number> {
  const title: SegmentHeader = { format: 2, ...about, bodies: bodies.length };
  const name = nameOf(title.number), unfinished = name.replace(".log", ".new");
  const first = encodeTitle(title), seed = seedOf(title);
  const bytes = [first, ...bodies].reduce((sum, body) => sum + ENTRY_HEADER + body.length, 0);
  const writer = new ByteWriter(bytes);
  writeEntry(writer, 0, 0, first);
  // Whatever stands before an entry was durable when the entry could be read first.
  for (const body of bodies) writeEntry(writer, writer.length, writer.length, body, seed);
  disk.append(unfinished, writer.view());
  yield { sync: unfinished };
  disk.rename(unfinished, name);
  yield "names";
  return writer.length;
}
