/**
 * Plain data as bytes, for the network and the disk. JSON knows no Map, Set, bigint, bytes, NaN or
 * undefined, and the binary formats in use (CBOR, MessagePack) leave open which of several forms a value
 * takes. Here each value has exactly one form, and the order of insertion is part of it, since handlers
 * iterate by it. A field's name is written once and then referred to, so that a thousand log entries
 * do not spell "term" a thousand times.
 *
 * @module
 */

import { isRecord } from "../model/plain.ts";
import { ByteWriter } from "./byte_writer.ts";
import { LONGEST_BIGINT, MAX_DEPTH, SMALL, tags } from "./tags.ts";

/**
 * The bytes of `value`. Throws for what is not plain data, and for data that is nested too deep.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { decodePlain } from "hb/codec/decode_plain.ts";
 * import { encodePlain } from "hb/codec/encode_plain.ts";
 *
 * assertEquals(encodePlain([1, 1n, "a"]), new Uint8Array([12, 3, 129, 7, 1, 1, 9, 1, 97]));
 * const state = new Map([["votes", new Set([0, 2])]]);
 * assertEquals(decodePlain(encodePlain(state)), state);
 * ```
 */
export function encodePlain(value: unknown): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  writePlain(writer, value);
  // To copy a few bytes takes longer than the room behind them is worth.
  return writer.length < SHORT_BYTES ? writer.view() : writer.take();
}

/** Less than this is not copied, in bytes. */
const SHORT_BYTES = 2 ** 12;

/** Appends the bytes of `value` to what `writer` has. */
export function writePlain(writer: ByteWriter, value: unknown): void {
  write({ writer, names: new Map() }, value, 0);
}

/**
 * How deep containers are taken apart by `encodeInPieces`: the pages of a snapshot in a record of a journal lie
 * so deep, and what lies deeper is small, as a rule.
 */
const PIECE_DEPTH = 4;

/**
 * The bytes of several values, one after another, in pieces of about `pieceBytes`: for much data that must
 * not be encoded in one go. The values must stay as they are until the end.
 */
export function* encodeInPieces(
  values: Iterable<unknown>,
  pieceBytes: number,
): Generator<Uint8Array<ArrayBuffer>> {
  const writer = new ByteWriter(2 * pieceBytes);
  for (const value of values) {
    const to = { writer, names: new Map<string, number>() };
    for (const _ of writeInSteps(to, value, 0)) {
      if (writer.length < pieceBytes) continue;
      yield writer.take();
      writer.length = 0;
    }
  }
  if (writer.length > 0) yield writer.take();
}

function* writeInSteps(to: Writing, value: unknown, depth: number): Generator<void> {
  const { writer } = to;
  if (depth >= PIECE_DEPTH || typeof value !== "object" || value === null) {
    write(to, value, depth);
  } else if (Array.isArray(value)) {
    head(writer, tags.array, value.length);
    for (let i = 0; i < value.length; i++) yield* writeInSteps(to, value[i], depth + 1);
  } else if (value instanceof Map) {
    head(writer, tags.map, value.size);
    for (const [key, item] of value) {
      write(to, key, depth + 1);
      yield* writeInSteps(to, item, depth + 1);
    }
  } else if (value instanceof Set || value instanceof Uint8Array || !isRecord(value)) {
    write(to, value, depth);
  } else {
    const keys = Object.keys(value);
    head(writer, tags.record, keys.length);
    for (const key of keys) {
      writeName(to, key);
      yield* writeInSteps(to, value[key], depth + 1);
    }
  }
  yield;
}

interface Writing {
  readonly writer: ByteWriter;
  /** The names of fields that were written, by their order from 1. */
  readonly names: Map<string, number>;
}

function write(to: Writing, value: unknown, depth: number): void {
  const { writer } = to;
  switch (typeof value) {
    case "number":
      return writeNumber(writer, value);
    case "string":
      return writeText(writer, value);
    case "boolean":
      return writer.byte(value ? tags.true : tags.false);
    case "undefined":
      return writer.byte(tags.undefined);
    case "bigint":
      return writeBigint(writer, value);
    case "object":
      return value === null ? writer.byte(tags.null) : writeObject(to, value, depth + 1);
    default:
      throw notPlain(typeof value);
  }
}

function writeNumber(writer: ByteWriter, value: number): void {
  if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
    writer.byte(tags.float);
    // All NaNs are one value, though they have many forms.
    writer.float64(Number.isNaN(value) ? NaN : value);
  } else if (value < 0) {
    writer.byte(tags.negative);
    writer.varint(-1 - value);
  } else if (value < 128) {
    writer.byte(SMALL + value);
  } else {
    writer.byte(tags.whole);
    writer.varint(value);
  }
}

function writeBigint(writer: ByteWriter, value: bigint): void {
  writer.byte(value < 0n ? tags.negativeBigint : tags.bigint);
  const magnitude = value < 0n ? -1n - value : value;
  let digits = magnitude === 0n ? "" : magnitude.toString(16);
  if (digits.length % 2 === 1) digits = `0${digits}`;
  if (digits.length > 2 * LONGEST_BIGINT) {
    throw new RangeError(
      `Cannot encode data because a bigint of at most ${LONGEST_BIGINT} bytes is required: given ${
        digits.length / 2
      }`,
    );
  }
  writer.varint(digits.length / 2);
  for (let end = digits.length; end > 0; end -= 2) {
    writer.byte(parseInt(digits.slice(end - 2, end), 16));
  }
}

function writeText(writer: ByteWriter, text: string): void {
  if (text.isWellFormed()) {
    writer.byte(tags.text);
    return writer.text(text);
  }
  writer.byte(tags.units);
  writeUnits(writer, text);
}

function writeUnits(writer: ByteWriter, text: string): void {
  writer.varint(text.length);
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    writer.byte(unit & 255);
    writer.byte(unit >> 8);
  }
}

function writeObject(to: Writing, value: object, depth: number): void {
  const { writer } = to;
  if (depth > MAX_DEPTH) {
    throw new RangeError(
      `Cannot encode data because a depth of at most ${MAX_DEPTH} is required: given more`,
    );
  }
  if (Array.isArray(value)) {
    head(writer, tags.array, value.length);
    for (let i = 0; i < value.length; i++) write(to, value[i], depth);
  } else if (value instanceof Uint8Array) {
    head(writer, tags.bytes, value.length);
    writer.bytes(value);
  } else if (value instanceof Map) {
    head(writer, tags.map, value.size);
    for (const [key, item] of value) {
      write(to, key, depth);
      write(to, item, depth);
    }
  } else if (value instanceof Set) {
    head(writer, tags.set, value.size);
    for (const item of value) write(to, item, depth);
  } else if (isRecord(value)) {
    writeRecord(to, value, depth);
  } else {
    throw notPlain(`an instance of ${value.constructor?.name ?? "an unknown class"}`);
  }
}

function writeRecord(to: Writing, record: Record<string, unknown>, depth: number): void {
  const keys = Object.keys(record);
  head(to.writer, tags.record, keys.length);
  for (const key of keys) {
    writeName(to, key);
    write(to, record[key], depth);
  }
}

function writeName({ writer, names }: Writing, name: string): void {
  const known = names.get(name);
  if (known !== undefined) return writer.varint(known);
  names.set(name, names.size + 1);
  writer.byte(0);
  writeText(writer, name);
}

function head(writer: ByteWriter, tag: number, count: number): void {
  writer.byte(tag);
  writer.varint(count);
}

function notPlain(given: string): TypeError {
  return new TypeError(`Cannot encode data because plain data is required: given ${given}`);
}
