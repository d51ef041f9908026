/**
 * Operations of a sequence in bytes: a kind (0 insert left, 1 insert right, 2 delete, 3 insert right with a right origin; 4, 5
 * and 7 insert what is half a pair of surrogates, which UTF-8 cannot say), the dot, and then of an insertion its counter, its
 * parent and its right origin (0 for the root or the end, else 1 with replica and the distance back to its counter) and its text; of a deletion
 * the number of spans and for each replica, counter and length. Numbers are varints. The replica of an insertion's id is
 * that of its dot.
 *
 * @module
 */

import { ByteReader } from "../../../codec/byte_reader.ts";
import { ByteWriter } from "../../../codec/byte_writer.ts";
import type { Id, Operation, Span } from "./operation.ts";

/** Kinds of operations; with `ODD_TEXT`, text is told in units of UTF-16. */
const INSERT_LEFT = 0, INSERT_RIGHT = 1, DELETE = 2, INSERT_BEFORE = 3, ODD_TEXT = 4;

/** The bytes of operations, one after another. */
export function encodeOperations(operations: readonly Operation[]): Uint8Array<ArrayBuffer> {
  const writer = new ByteWriter();
  writer.varint(operations.length);
  for (const operation of operations) write(writer, operation);
  return writer.take();
}

function write(writer: ByteWriter, operation: Operation): void {
  const { dot } = operation;
  const kind = kindOf(operation);
  for (const number of [kind, dot.replica, dot.count]) writer.varint(number);
  if (operation.type === "delete") {
    writer.varint(operation.spans.length);
    for (const { replica, counter, length } of operation.spans) {
      for (const number of [replica, counter, length]) writer.varint(number);
    }
    return;
  }
  const { id, parent, rightOrigin, text } = operation;
  writer.varint(id.counter);
  writeElder(writer, id, parent);
  if (rightOrigin !== undefined) writeElder(writer, id, rightOrigin);
  if (kind < ODD_TEXT) return writer.text(text);
  writer.varint(text.length);
  for (let i = 0; i < text.length; i++) writer.varint(text.charCodeAt(i));
}

function kindOf(operation: Operation): number {
  if (operation.type === "delete") return DELETE;
  const right = operation.rightOrigin === undefined ? INSERT_RIGHT : INSERT_BEFORE;
  return (operation.side === "left" ? INSERT_LEFT : right) +
    (operation.text.isWellFormed() ? 0 : ODD_TEXT);
}

/** A parent or right origin is older than what has it, by the clock of whoever inserted that. */
function writeElder(writer: ByteWriter, id: Id, elder: Id | null): void {
  writer.varint(elder === null ? 0 : 1);
  if (elder === null) return;
  writer.varint(elder.replica);
  writer.varint(id.counter - elder.counter);
}

function readElder(reader: ByteReader, counter: number): Id | null {
  if (reader.varint() === 0) return null;
  return { replica: reader.varint(), counter: counter - reader.varint() };
}

/** The operations in these bytes. Throws `MalformedBytes` if they are no operations. */
export function decodeOperations(bytes: Uint8Array): Operation[] {
  const reader = new ByteReader(bytes);
  const operations = Array.from({ length: reader.count() }, () => read(reader));
  if (reader.left > 0) throw reader.malformed("the end", `${reader.left} more bytes`);
  return operations;
}

function read(reader: ByteReader): Operation {
  const kind = reader.varint(), dot = { replica: reader.varint(), count: reader.varint() };
  if (kind === DELETE) {
    const span = (): Span => ({
      replica: reader.varint(),
      counter: reader.varint(),
      length: reader.varint(),
    });
    return { type: "delete", dot, spans: Array.from({ length: reader.count() }, span) };
  }
  const how = kind % ODD_TEXT;
  if (kind > INSERT_BEFORE + ODD_TEXT || how === DELETE) {
    throw reader.malformed("a kind of operation, 0 to 5 or 7", `${kind}`);
  }
  const counter = reader.varint(), parent = readElder(reader, counter);
  const origin = how === INSERT_BEFORE ? { rightOrigin: readElder(reader, counter) } : {};
  const units = () => Array.from({ length: reader.count() }, () => reader.varint());
  return {
    type: "insert",
    dot,
    id: { replica: dot.replica, counter },
    parent,
    side: how === INSERT_LEFT ? "left" : "right",
    ...origin,
    text: kind < ODD_TEXT ? reader.text() : String.fromCharCode(...units()),
  };
}
