/**
 * Plain data from untrusted bytes. Only the form that `encodePlain` gives is accepted, so whatever is
 * read would be written as the same bytes again; everything else is `MalformedBytes`. Counts are believed
 * only as far as there are bytes, so what is allocated stays in proportion to what arrived.
 *
 * @module
 */

import type { Plain } from "../model/plain.ts";
import { ByteReader } from "./byte_reader.ts";
import { LONGEST_BIGINT, MAX_DEPTH, SMALL, tags } from "./tags.ts";

/** The value that all of `bytes` stand for. It shares no memory with them. */
export function decodePlain(bytes: Uint8Array): Plain {
  const reader = new ByteReader(bytes);
  const value = readPlain(reader);
  if (reader.left > 0) throw reader.malformed("the end", `${reader.left} more bytes`);
  return value;
}

/** The value that begins at the reader's position. */
export function readPlain(reader: ByteReader): Plain {
  return read({ reader, names: [], known: new Set() }, 0);
}

interface Reading {
  readonly reader: ByteReader;
  /** The names of fields so far, in the order of their first use. */
  readonly names: string[];
  readonly known: Set<string>;
}

function read(from: Reading, depth: number): Plain {
  const { reader } = from;
  const tag = reader.byte();
  if (tag >= SMALL) return tag - SMALL;
  switch (tag) {
    case tags.undefined:
      return undefined;
    case tags.null:
      return null;
    case tags.false:
      return false;
    case tags.true:
      return true;
    case tags.whole:
      return readWhole(reader);
    case tags.negative:
      return readNegative(reader);
    case tags.float:
      return readFloat(reader);
    case tags.bigint:
      return readBigint(reader);
    case tags.negativeBigint:
      return -1n - readBigint(reader);
    case tags.text:
      return reader.text();
    case tags.units:
      return readUnits(reader);
    case tags.bytes:
      return new Uint8Array(reader.bytes(reader.count()));
    default:
      return readNested(from, tag, depth + 1);
  }
}

function readNested(from: Reading, tag: number, depth: number): Plain {
  const { reader } = from;
  if (depth > MAX_DEPTH) throw reader.malformed(`a depth of at most ${MAX_DEPTH}`, "more");
  switch (tag) {
    case tags.array:
      return readArray(from, depth);
    case tags.map:
      return readMap(from, depth);
    case tags.set:
      return readSet(from, depth);
    case tags.record:
      return readRecord(from, depth);
    default:
      throw reader.malformed("after a known tag", `tag ${tag}`);
  }
}

function readWhole(reader: ByteReader): number {
  const value = reader.varint();
  if (value >= SMALL) return value;
  throw reader.malformed("the short form of a number below 128", "the long one");
}

function readNegative(reader: ByteReader): number {
  const value = -1 - reader.varint();
  if (Number.isSafeInteger(value)) return value;
  throw reader.malformed("a number above -2^53", "another");
}

function readFloat(reader: ByteReader): number {
  const start = reader.offset;
  const value = reader.float64();
  const whole = Number.isSafeInteger(value) && !Object.is(value, -0);
  if (!whole && !(Number.isNaN(value) && !isPlainNaN(reader, start))) return value;
  throw reader.malformed("the one form of a number", "another");
}

function isPlainNaN(reader: ByteReader, start: number): boolean {
  reader.offset = start;
  const low = reader.uint32(), high = reader.uint32();
  return low === 0 && high === 0x7ff80000;
}

function readBigint(reader: ByteReader): bigint {
  const bytes = reader.bytes(reader.count());
  if (bytes.length > LONGEST_BIGINT) {
    throw reader.malformed(`a bigint of at most ${LONGEST_BIGINT} bytes`, `${bytes.length}`);
  }
  if (bytes.length === 0) return 0n;
  if (bytes.at(-1) === 0) throw reader.malformed("the shortest form of a bigint", "a longer one");
  let digits = "0x";
  for (let i = bytes.length - 1; i >= 0; i--) digits += bytes[i]!.toString(16).padStart(2, "0");
  return BigInt(digits);
}

function readUnits(reader: ByteReader): string {
  const bytes = reader.bytes(2 * reader.count());
  let text = "";
  for (let i = 0; i < bytes.length; i += 2) {
    text += String.fromCharCode(bytes[i]! | bytes[i + 1]! << 8);
  }
  if (text.isWellFormed()) throw reader.malformed("UTF-8 for a text without half pairs", "units");
  return text;
}

function readArray(from: Reading, depth: number): Plain {
  const count = from.reader.count();
  const items: Plain[] = [];
  for (let i = 0; i < count; i++) items.push(read(from, depth));
  return items;
}

function readMap(from: Reading, depth: number): Plain {
  const count = from.reader.count();
  const map = new Map<Plain, Plain>();
  for (let i = 0; i < count; i++) map.set(readKey(from, depth), read(from, depth));
  if (map.size < count) throw from.reader.malformed("each key once", "one twice");
  return map;
}

function readSet(from: Reading, depth: number): Plain {
  const count = from.reader.count();
  const set = new Set<Plain>();
  for (let i = 0; i < count; i++) set.add(readKey(from, depth));
  if (set.size < count) throw from.reader.malformed("each member once", "one twice");
  return set;
}

/** A key or a member: both kinds of collection take −0 for 0. */
function readKey(from: Reading, depth: number): Plain {
  const key = read(from, depth);
  if (Object.is(key, -0)) throw from.reader.malformed("0 as a key", "-0");
  return key;
}

function readRecord(from: Reading, depth: number): Plain {
  const { reader } = from;
  const count = reader.count();
  const record: Record<string, Plain> = {};
  // A record puts fields that are named like indices first, by their size, whatever order they came in.
  let last = -1, isOther = false;
  for (let i = 0; i < count; i++) {
    const { length } = from.names;
    const name = readName(from), isNew = from.names.length > length;
    if (!isNew && Object.hasOwn(record, name)) {
      throw reader.malformed("each field once", `"${name}" twice`);
    }
    const index = indexOf(name);
    if (index < 0) isOther = true;
    else if (isOther || index < last) {
      throw reader.malformed("the order that fields have", `"${name}" at another place`);
    } else last = index;
    const value = read(from, depth);
    // Assigned, it would become the prototype of the record.
    if (name !== "__proto__") record[name] = value;
    else Object.defineProperty(record, name, { value, ...ordinary });
  }
  return record;
}

/** The index that a name stands for (ECMAScript, "integer index" below 2³² − 1); −1 if it is none. */
function indexOf(name: string): number {
  // Most names begin with a letter, and a pattern takes longer to find that out.
  if (!(name.charCodeAt(0) <= 57)) return -1;
  if (name.length > 10 || !/^(?:0|[1-9]\d*)$/.test(name)) return -1;
  const index = Number(name);
  return index < 2 ** 32 - 1 ? index : -1;
}

const ordinary = { writable: true, enumerable: true, configurable: true };

function readName({ reader, names, known }: Reading): string {
  const index = reader.varint();
  if (index > 0) {
    const name = names[index - 1];
    if (name !== undefined) return name;
    throw reader.malformed(`one of the ${names.length} names so far`, `name ${index}`);
  }
  const tag = reader.byte();
  if (tag !== tags.text && tag !== tags.units) throw reader.malformed("a name", `tag ${tag}`);
  const name = tag === tags.text ? reader.text() : readUnits(reader);
  if (known.has(name)) throw reader.malformed("a name that is new", `"${name}" again`);
  known.add(name);
  names.push(name);
  return name;
}
