/** What the first entry of a file of a log, or of a checkpoint, says of whose it is. @module */

import { crc32c } from "../../codec/crc32c.ts";
import { decodePlain } from "../../codec/decode_plain.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import type { Disk } from "../disk/disk.ts";
import { UnusableLog } from "./unusable_log.ts";

/** What files of both kinds say. */
export interface Title {
  /** The version of the layout. The first, without salt and seeds, is read still. */
  readonly format: 1 | 2;
  /** Whose log it is. */
  readonly owner: string;
  /** The number in the file's name. */
  readonly number: number;
  /** Eight hexadecimal digits; no two openings of a log have the same. */
  readonly salt?: string;
}

/** The bytes of a title. */
export function encodeTitle(title: Title): Uint8Array {
  return encodePlain(title);
}

/** The title that a first entry holds, whatever its fields may be; empty if it holds something else. */
export function fieldsOf(body: Uint8Array | undefined): Readonly<Record<string, unknown>> {
  try {
    return body === undefined ? {} : Object(decodePlain(body));
  } catch {
    return {};
  }
}

/** Whether fields are those of a title. */
export function isTitle(
  fields: Readonly<Record<string, unknown>>,
): fields is typeof fields & Title {
  const { format, owner, number, salt } = fields;
  const isSalted = format === 2 && typeof salt === "string" && /^[0-9a-f]{8}$/.test(salt);
  return (format === 1 || isSalted) && typeof owner === "string" && Number.isSafeInteger(number);
}

/** Throws `UnusableLog` for a file of a later version of this program. */
export function assertKnown(file: string, { format }: Readonly<Record<string, unknown>>): void {
  if (typeof format !== "number" || format <= 2) return;
  throw new UnusableLog(
    `Cannot read ${file} because a layout of version 1 or 2 is required: given version ${format}`,
  );
}

/** What the check sums of a file's entries begin with, its title apart: no other file has the same. */
export function seedOf({ format, owner, number, salt = "" }: Title): number {
  return format === 1 ? 0 : crc32c(new TextEncoder().encode(`${salt} ${number} ${owner}`));
}

/** The seed of the file whose first entry this is; 0 if it is no title. */
export function seedIn(first: Uint8Array): number {
  const fields = fieldsOf(first);
  return isTitle(fields) ? seedOf(fields) : 0;
}

/** The salt for a log that is opened: the disk's, if it has one, or the next after the one before. */
export function nextSalt(disk: Disk, before: string | undefined): string {
  const salt = disk.salt ?? (before === undefined ? 0 : parseInt(before, 16) + 1);
  return (salt >>> 0).toString(16).padStart(8, "0");
}
