/**
 * Operations of a sequence in bytes: a kind (0 insert left, 1 insert right, 2 delete; 3 and 4 insert what is half a pair of surrogates, which UTF-8 cannot say), the dot, and then of an insertion its
 * counter, its parent (0 for the root, else 1 with replica and the distance back to its counter) and its text; of a deletion
 * the number of spans and for each replica, counter and length. Numbers are varints. The replica of an insertion's id is
 * that of its dot.
 *
 * @module
 */

import { ByteReader } from "../../../codec/byte_reader.ts";
import { ByteWriter } from "../../../codec/byte_writer.ts";
import type { Id, Operation, Span } from "./operation.ts";

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
  const { id, parent, text } = operation;
  writer.varint(id.counter);
  writer.varint(parent === null ? 0 : 1);
  if (parent !== null) {
    writer.varint(parent.replica);
    // A parent is older than what hangs on it, by the clock of whoever inserted that.
    writer.varint(id.counter - parent.counter);
  }
  if (kind < 2) return writer.text(text);
  writer.varint(text.length);
  for (let i = 0; i < text.length; i++) writer.varint(text.charCodeAt(i));
}

function kindOf(operation: Operation): number {
  if (operation.type === "delete") return 2;
  return (operation.side === "left" ? 0 : 1) + (operation.text.isWellFormed() ? 0 : 3);
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
  if (kind === 2) {
    const span = (): Span => ({
      replica: reader.varint(),
      counter: reader.varint(),
      length: reader.varint(),
    });
    return { type: "delete", dot, spans: Array.from({ length: reader.count() }, span) };
  }
  if (kind > 4) throw reader.malformed("a kind of operation, 0 to 4", `${kind}`);
  const counter = reader.varint();
  const parent: Id | null = reader.varint() === 0
    ? null
    : { replica: reader.varint(), counter: counter - reader.varint() };
  const side = kind % 3 === 0 ? "left" : "right";
  const units = () => Array.from({ length: reader.count() }, () => reader.varint());
  return {
    type: "insert",
    dot,
    id: { replica: dot.replica, counter },
    parent,
    side,
    text: kind < 2 ? reader.text() : String.fromCharCode(...units()),
  };
}
