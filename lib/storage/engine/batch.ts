/**
 * A batch of changes as bytes, so that one entry of a log holds all of it or nothing.
 *
 * ```text
 * changes, each:
 *   kind      1 byte: 1 put, 2 delete, 3 delete range
 *   first     a key behind its length, which is a varint; the first of a range
 *   second    a value, or the key behind a range, behind its length; not for a delete
 * ```
 *
 * @module
 */

import { ByteReader } from "../../codec/byte_reader.ts";
import { ByteWriter } from "../../codec/byte_writer.ts";
import type { Change } from "./engine.ts";

const PUT = 1, DELETE = 2, DELETE_RANGE = 3;

/** The bytes of some changes, in their order. */
export function encodeBatch(changes: Iterable<Change>): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  writeChanges(writer, changes);
  return writer.take();
}

/** The changes of a batch, whose keys and values are views of `bytes`. Throws `MalformedBytes`. */
export function decodeBatch(bytes: Uint8Array): Change[] {
  return readChanges(new ByteReader(bytes));
}

/** Appends changes, behind whatever else an entry says. */
export function writeChanges(writer: ByteWriter, changes: Iterable<Change>): void {
  for (const change of changes) writeChange(writer, change);
}

/** Reads changes up to the end, as views. Throws `MalformedBytes`. */
export function readChanges(reader: ByteReader): Change[] {
  const changes: Change[] = [];
  while (reader.left > 0) changes.push(readChange(reader));
  return changes;
}

function writeChange(writer: ByteWriter, change: Change): void {
  switch (change.type) {
    case "put":
      writer.byte(PUT);
      writeBytes(writer, change.key);
      return writeBytes(writer, change.value);
    case "delete":
      writer.byte(DELETE);
      return writeBytes(writer, change.key);
    case "delete range":
      writer.byte(DELETE_RANGE);
      writeBytes(writer, change.from);
      return writeBytes(writer, change.to);
  }
}

function readChange(reader: ByteReader): Change {
  const kind = reader.byte();
  switch (kind) {
    case PUT:
      return { type: "put", key: readBytes(reader), value: readBytes(reader) };
    case DELETE:
      return { type: "delete", key: readBytes(reader) };
    case DELETE_RANGE:
      return { type: "delete range", from: readBytes(reader), to: readBytes(reader) };
  }
  reader.offset--;
  throw reader.malformed("the kind of a change, from 1 to 3", String(kind));
}

function writeBytes(writer: ByteWriter, bytes: Uint8Array): void {
  writer.varint(bytes.length);
  writer.bytes(bytes);
}

function readBytes(reader: ByteReader): Uint8Array {
  return reader.bytes(reader.count());
}
