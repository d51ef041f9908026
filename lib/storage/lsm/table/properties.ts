/** What a table says of itself, and its range tombstones: the contents of two of its blocks. @module */

import type { ByteReader } from "../../../codec/byte_reader.ts";
import type { ByteWriter } from "../../../codec/byte_writer.ts";
import { compareKeys } from "../../engine/engine.ts";
import type { Facts } from "./facts.ts";
import type { RangeTombstone } from "./version.ts";

/**
 * In the file: `entries`, `tombstones`, `leastSequence` and `greatestSequence` as varints, `smallest` and
 * `largest` each after its length, and the compression's name after its length. The level is not among
 * them: a table that moves down is not written anew.
 */
export interface Properties extends Facts {
  /** The name of the compression. */
  readonly compression: string;
}

/** Appends properties. */
export function writeProperties(writer: ByteWriter, properties: Properties): void {
  writer.varint(properties.entries);
  writer.varint(properties.tombstones);
  writer.varint(properties.leastSequence);
  writer.varint(properties.greatestSequence);
  writeBytes(writer, properties.smallest);
  writeBytes(writer, properties.largest);
  writer.text(properties.compression);
}

/** Reads them; throws `MalformedBytes`, and nothing else. */
export function readProperties(reader: ByteReader): Properties {
  const properties = {
    entries: reader.varint(),
    tombstones: reader.varint(),
    leastSequence: reader.varint(),
    greatestSequence: reader.varint(),
    smallest: readBytes(reader),
    largest: readBytes(reader),
    compression: reader.text(),
  };
  expectEnd(reader);
  return properties;
}

/** Appends range tombstones: how many, and each one's `from` and `to` after their lengths, and `sequence`. */
export function writeRanges(writer: ByteWriter, ranges: readonly RangeTombstone[]): void {
  writer.varint(ranges.length);
  for (const { from, to, sequence } of ranges) {
    writeBytes(writer, from);
    writeBytes(writer, to);
    writer.varint(sequence);
  }
}

/** Reads them; throws `MalformedBytes`, and nothing else. */
export function readRanges(reader: ByteReader): RangeTombstone[] {
  const ranges: RangeTombstone[] = [];
  for (let left = reader.count(); left > 0; left--) {
    const range = { from: readBytes(reader), to: readBytes(reader), sequence: reader.varint() };
    const before = ranges.at(-1);
    const ordered = before === undefined || compareRanges(before, range) <= 0;
    if (!ordered || compareKeys(range.from, range.to) >= 0) {
      throw reader.malformed("range tombstones in order, of a key at least", "another");
    }
    ranges.push(range);
  }
  expectEnd(reader);
  return ranges;
}

/** The order of range tombstones: by `from`, and from new to old. */
export function compareRanges(a: RangeTombstone, b: RangeTombstone): number {
  return compareKeys(a.from, b.from) || b.sequence - a.sequence || compareKeys(a.to, b.to);
}

function writeBytes(writer: ByteWriter, bytes: Uint8Array): void {
  writer.varint(bytes.length);
  writer.bytes(bytes);
}

function readBytes(reader: ByteReader): Uint8Array {
  return reader.bytes(reader.count()).slice();
}

function expectEnd(reader: ByteReader): void {
  if (reader.left > 0) throw reader.malformed("the end", `${reader.left} more bytes`);
}
