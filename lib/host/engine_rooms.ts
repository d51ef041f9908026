/**
 * How the log of a journal lies in a storage engine: each kind of thing has a room, which is the first byte
 * of its keys.
 *
 * ```text
 * t                     the title: whose log it is, and which checkpoint counts
 * c before piece        the pieces of a checkpoint, which stands for all entries below `before`
 * e number              the entries, numbered from 0; those below `before` do not count
 * ```
 *
 * Numbers in keys have 8 bytes, the highest first, so that keys lie in their order. Each value begins with
 * 4 bytes, the CRC-32C of its key and the rest: some engines keep no checks of their own, and a value under
 * another key is no less wrong.
 *
 * @module
 */

import { crc32c } from "../codec/crc32c.ts";
import { decodePlain } from "../codec/decode_plain.ts";
import { encodePlain } from "../codec/encode_plain.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import { CorruptStorage } from "../storage/corrupt.ts";
import type { Change, Engine, Entry } from "../storage/engine/engine.ts";

const [TITLE, CHECKPOINT, ENTRY] = [..."tce"].map((letter) => letter.charCodeAt(0)) as [
  number,
  number,
  number,
];

/** What stands in the title. */
export interface Title {
  /** Whose log it is. */
  readonly owner: string;
  /** The first entry that the checkpoint does not stand for; 0 when there is no checkpoint. */
  readonly before: number;
  /** How many pieces the checkpoint has. */
  readonly pieces: number;
}

/** What an engine was found to hold. */
export interface Found {
  /** `undefined` in an engine that is empty. */
  readonly title: Title | undefined;
  /** The pieces of the checkpoint, and then the entries. */
  readonly bodies: readonly Uint8Array[];
  /** The number of the next entry. */
  readonly next: number;
  /** Whether there is something that does not count. */
  readonly isLittered: boolean;
}

/** Reads all of an engine. Throws `CorruptStorage` unless what counts is whole. */
export async function readRooms(engine: Engine, where: string): Promise<Found> {
  const first = await engine.get(titleKey());
  const title = first && readTitle(titleKey(), first, where);
  const before = title?.before ?? 0, bodies: Uint8Array[] = [];
  let pieces = 0, next = before, isLittered = false;
  for await (const entry of engine.scan()) {
    const { key } = entry, number = numberIn(key, 1);
    if (title === undefined) throw corrupt(where, "a title is required", "entries without one");
    if (key[0] === CHECKPOINT && number === before && numberIn(key, 9) < title.pieces) {
      assertNext(where, "piece", pieces++, numberIn(key, 9));
      bodies.push(unsealed(entry, where));
    } else if (key[0] === ENTRY && number >= before) {
      assertNext(where, "entry", next++, number);
      bodies.push(unsealed(entry, where));
    } else if (key[0] !== TITLE) isLittered = true;
  }
  if (title !== undefined && pieces < title.pieces) {
    throw corrupt(where, `a checkpoint of ${title.pieces} pieces is required`, `${pieces} of them`);
  }
  return { title, bodies, next, isLittered };
}

/** Writes the title. */
export function putTitle(title: Title): Change {
  return sealed(titleKey(), encodePlain({ format: 1, ...title }));
}

/** Writes a piece of the checkpoint of all entries below `before`. */
export function putPiece(before: number, piece: number, body: Uint8Array): Change {
  return sealed(keyOf(CHECKPOINT, before, piece), body);
}

/** Writes an entry. */
export function putEntry(number: number, body: Uint8Array): Change {
  return sealed(keyOf(ENTRY, number), body);
}

/** Deletes the entries from one on and before another. */
export function deleteEntries(from: number, to: number): Change {
  return { type: "delete range", from: keyOf(ENTRY, from), to: keyOf(ENTRY, to) };
}

/** Deletes the pieces of all checkpoints but that of the entries below `before`. */
export function deletePieces(before: number): Change[] {
  return [
    { type: "delete range", from: keyOf(CHECKPOINT, 0), to: keyOf(CHECKPOINT, before) },
    {
      type: "delete range",
      from: keyOf(CHECKPOINT, before + 1),
      to: Uint8Array.of(CHECKPOINT + 1),
    },
  ];
}

function titleKey(): Uint8Array {
  return Uint8Array.of(TITLE);
}

function keyOf(room: number, ...numbers: readonly number[]): Uint8Array {
  const key = new Uint8Array(1 + 8 * numbers.length), view = new DataView(key.buffer);
  key[0] = room;
  numbers.forEach((number, i) => view.setBigUint64(1 + 8 * i, BigInt(number)));
  return key;
}

/** The number that begins at that byte of a key; -1 if there is none. */
function numberIn(key: Uint8Array, at: number): number {
  if (key.length < at + 8) return -1;
  return Number(new DataView(key.buffer, key.byteOffset + at, 8).getBigUint64(0));
}

function sealed(key: Uint8Array, body: Uint8Array): Change {
  const value = new Uint8Array(4 + body.length);
  value.set(body, 4);
  new DataView(value.buffer).setUint32(0, checkOf(key, body));
  return { type: "put", key, value };
}

function unsealed({ key, value }: Entry, where: string): Uint8Array {
  const body = value.subarray(4);
  const isWhole = value.length >= 4 &&
    new DataView(value.buffer, value.byteOffset, 4).getUint32(0) === checkOf(key, body);
  if (isWhole) return body;
  const name = `${String.fromCharCode(key[0]!)} ${numberIn(key, 1)}`.replace(" -1", "");
  throw corrupt(where, `what stands under "${name}" must fit its check sum`, "what does not");
}

function checkOf(key: Uint8Array, body: Uint8Array): number {
  return crc32c(body, crc32c(key));
}

function readTitle(key: Uint8Array, value: Uint8Array, where: string): Title {
  let fields;
  try {
    fields = Object(decodePlain(unsealed({ key, value }, where)));
  } catch (error) {
    if (!(error instanceof MalformedBytes)) throw error;
  }
  const { format, owner, before, pieces } = fields ?? {};
  const isTitle = format === 1 && typeof owner === "string" && Number.isSafeInteger(before) &&
    Number.isSafeInteger(pieces);
  if (isTitle) return { owner, before, pieces };
  throw corrupt(where, "a title of format 1 is required", `one of format ${format}`);
}

function assertNext(where: string, what: string, expected: number, number: number): void {
  if (number === expected) return;
  throw corrupt(where, `${what} ${expected} must be there`, `${what} ${number} in its place`);
}

function corrupt(where: string, rule: string, given: string): CorruptStorage {
  return new CorruptStorage(`the log in ${where}`, rule, given);
}
