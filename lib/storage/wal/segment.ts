/** The files of a log: their names, and the entry that each begins with. @module */

import { ByteWriter } from "../../codec/byte_writer.ts";
import { decodePlain } from "../../codec/decode_plain.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import type { Disk } from "./disk.ts";
import { writeEntry } from "./entry.ts";
import type { Wait } from "./wait.ts";

/** What the first entry of every file says. */
export interface SegmentHeader {
  /** The version of the layout. */
  readonly format: 1;
  /** Whose log it is. */
  readonly owner: string;
  /** The number in the file's name. */
  readonly number: number;
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
 * Writes a title and then gives the file its name, so that a file with a name is never without its title.
 * Returns its length; all of it is durable.
 */
export function* createFile(
  disk: Disk,
  about: Omit<SegmentHeader, "bodies">,
): Generator<Wait, number> {
  const title: SegmentHeader = { ...about, bodies: 0 };
  const name = nameOf(title.number);
  const unfinished = name.replace(".log", ".new");
  const writer = new ByteWriter();
  writeEntry(writer, 0, 0, encodePlain(title));
  disk.append(unfinished, writer.view());
  yield { sync: unfinished };
  disk.rename(unfinished, name);
  yield "names";
  return writer.length;
}

/** The title in a first entry; `undefined` if that is something else. */
export function readHeader(body: Uint8Array | undefined): SegmentHeader | undefined {
  if (body === undefined) return undefined;
  let title: Partial<Record<keyof SegmentHeader, unknown>>;
  try {
    title = Object(decodePlain(body));
  } catch {
    return undefined;
  }
  const known = title.format === 1 && typeof title.owner === "string" &&
    [title.number, title.before, title.bodies].every(Number.isInteger);
  return known ? title as SegmentHeader : undefined;
}
