/** Writes single values of Protocol Buffers that are no messages. @module */

import type { ByteWriter } from "../byte_writer.ts";
import { encodePlain } from "../encode_plain.ts";
import type { Node, NodeOf } from "../schema/node.ts";
import { given, needed } from "../schema/words.ts";

/** Writes one value, behind its length if it is delimited. */
export type Write = (writer: ByteWriter, value: unknown) => void;

/** How one value is written that is no message; of a message, `undefined`. */
export function writeScalarOf(node: Node): Write | undefined {
  switch (node.kind) {
    case "integer":
      return integer(node);
    case "finite":
      return (writer, value) => {
        if (!Number.isFinite(value)) throw unfit(node, value);
        writer.float64(value as number);
      };
    case "boolean":
      return (writer, value) => writer.byte(value === true ? 1 : 0);
    case "oneOf":
      return (writer, value) => {
        const place = (node.values as readonly unknown[]).indexOf(value);
        if (place < 0) throw unfit(node, value);
        writer.varint(place);
      };
    case "text":
      return (writer, value) => {
        if (!(value as string).isWellFormed()) {
          throw new TypeError(
            "Cannot write a text because whole pairs are required: given half of one",
          );
        }
        writer.text(value as string);
      };
    case "bytes":
      return writeBytes;
    case "anything":
      return (writer, value) => writeBytes(writer, encodePlain(value));
    case "nothing":
      return (_writer, value) => {
        throw unfit(node, value);
      };
    default:
      return undefined;
  }
}

const writeBytes: Write = (writer, value) => {
  writer.varint((value as Uint8Array).length);
  writer.bytes(value as Uint8Array);
};

function integer(node: NodeOf<"integer">): Write {
  const { least, most } = node;
  return (writer, given) => {
    const value = given as number;
    if (!(Number.isSafeInteger(value) && value >= least && value <= most)) throw unfit(node, value);
    if (least >= 0) return writer.varint(value);
    // Zigzag; twice the number may be none that can be told from the next.
    const size = value < 0 ? -1 - value : value, rest = Math.floor(size / 64);
    writer.byte(size % 64 * 2 + (value < 0 ? 1 : 0) + (rest > 0 ? 128 : 0));
    if (rest > 0) writer.varint(rest);
  };
}

/** Whether a value is the one that is there where none is. */
export function isDefault(node: Node, value: unknown): boolean {
  switch (node.kind) {
    case "integer":
    case "finite":
      // −0 is another number.
      return Object.is(value, 0);
    case "boolean":
      return value === false;
    case "oneOf":
      return value === node.values[0];
    case "text":
    case "bytes":
      return (value as string | Uint8Array).length === 0;
    default:
      return false;
  }
}

/** The error for a value that would be read as another. */
export function unfit(node: Node, value: unknown): TypeError {
  return new TypeError(
    `Cannot write a value because ${needed(node)} is required: given ${given(value)}`,
  );
}
