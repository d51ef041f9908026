/**
 * One message in three formats, and frames around it, taken apart: what each byte is for. A reader sees what a format spends on saying
 * where things are.
 *
 * @module
 */

import { fixedLayout } from "../../codec/fixed.ts";
import { placesOf, slotOf, strideOf } from "../../codec/fixed/layout.ts";
import { ByteWriter } from "../../codec/byte_writer.ts";
import { writeFrame } from "../../codec/frame.ts";
import { protobuf } from "../../codec/protobuf.ts";
import { WireReader, wireTypes } from "../../codec/protobuf/wire.ts";
import type { FieldNode, Node, NodeOf, RecordNode, Schema } from "../../codec/schema/node.ts";

/** Some bytes of a message. */
export interface Piece {
  /** The bytes. */
  readonly bytes: Uint8Array;
  /** What they say. */
  readonly words: string;
  /** Whether they are of the message, about it, or nothing. */
  readonly role: "value" | "structure" | "empty";
}

const utf8 = new TextEncoder(), ofUtf8 = new TextDecoder();
const bytesWords = (count: number) => count === 1 ? "1 byte" : `${count} bytes`;

/**
 * A value as JSON: names and marks around, values between. It can hold no bytes. What a field `type` says is counted
 * as structure, as in the other formats: it tells what the rest is.
 */
export function jsonPieces(value: unknown): Piece[] {
  const pieces: Piece[] = [];
  let marks = "";
  const flush = () => {
    if (marks !== "") {
      pieces.push({
        bytes: utf8.encode(marks),
        words: `marks${/\w/.test(marks) ? " and names" : ""}`,
        role: "structure",
      });
    }
    marks = "";
  };
  const say = (text: string) => {
    flush();
    pieces.push({ bytes: utf8.encode(text), words: text, role: "value" });
  };
  const walk = (part: unknown): void => {
    if (typeof part === "string") {
      marks += '"';
      say(JSON.stringify(part).slice(1, -1));
      marks += '"';
    } else if (Array.isArray(part)) {
      marks += "[";
      part.forEach((item, i) => {
        if (i > 0) marks += ",";
        walk(item);
      });
      marks += "]";
    } else if (typeof part === "object" && part !== null) {
      marks += "{";
      Object.entries(part).forEach(([name, item], i) => {
        marks += `${i > 0 ? "," : ""}${JSON.stringify(name)}:`;
        if (name === "type") marks += JSON.stringify(item);
        else walk(item);
      });
      marks += "}";
    } else say(JSON.stringify(part));
  };
  walk(value);
  flush();
  return pieces;
}

/** A value in the wire format of Protocol Buffers, part by part. */
export function protobufPieces<T>(schema: Schema<T>, value: T): Piece[] {
  const bytes = protobuf(schema).encode(value), pieces: Piece[] = [];
  const add = (from: number, to: number, words: string, role: Piece["role"]) =>
    pieces.push({ bytes: bytes.subarray(from, to), words, role });
  const walk = (node: Node, from: number, end: number): void => {
    const reader = new WireReader(bytes, from, end);
    while (reader.offset < end) {
      const start = reader.offset, tag = reader.tag(), number = Math.floor(tag / 8);
      const field = fieldOf(node, number);
      if ((tag & 7) === wireTypes.varint) {
        add(start, reader.offset, `field ${number}, ${field.name}, a number`, "structure");
        const at = reader.offset, said = reader.varint();
        add(at, reader.offset, `${said}`, "value");
        continue;
      }
      const length = reader.length(), { node: inner } = field;
      const kind = inner.kind === "record" || inner.kind === "message" ? "a message" : inner.kind;
      const words = `field ${number}, ${field.name}, ${kind} of ${bytesWords(length)}`;
      add(start, reader.offset, words, "structure");
      const at = reader.offset;
      reader.offset += length;
      if (kind === "a message") walk(inner, at, reader.offset);
      else add(at, reader.offset, ofUtf8.decode(bytes.subarray(at, reader.offset)), "value");
    }
  };
  walk(schema.node, 0, bytes.length);
  return pieces;
}

/** What a number stands for in a record, or in a message whose types are numbered. */
function fieldOf(node: Node, number: number): FieldNode {
  const fields: readonly FieldNode[] = node.kind === "message"
    ? node.variants.map(({ type, number, body }) => ({
      name: `type “${type}”`,
      number,
      node: body,
      optional: false,
    }))
    : (node as RecordNode).fields;
  const field = fields.find((each) => each.number === number)!;
  // Of a list, each item is a field of its own.
  return field.node.kind === "list" ? { ...field, node: field.node.item } : field;
}

/** A value in the fixed layout, part by part; what lies between is empty. */
export function fixedPieces<T>(schema: Schema<T>, value: T): Piece[] {
  const bytes = fixedLayout(schema).encode(value);
  const data = new DataView(bytes.buffer), found = new Map<number, Piece>();
  const add = (at: number, length: number, words: string, role: Piece["role"]) => {
    if (length > 0) found.set(at, { bytes: bytes.subarray(at, at + length), words, role });
  };
  const walk = (node: Node, name: string, at: number): void => {
    if (node.kind === "record") {
      for (const place of placesOf(node)) walk(place.node, place.name, at + place.inner);
    } else if (node.kind === "integer") {
      const { size } = slotOf(node), low = data.getUint32(at, true);
      const said = size === 4 ? low : low + 2 ** 32 * data.getInt32(at + 4, true);
      add(at, size, `${name}: ${said}`, "value");
    } else walkPointer(node as Pointed, name, at);
  };
  const walkPointer = (node: Pointed, name: string, at: number): void => {
    const offset = data.getUint32(at, true), count = data.getUint32(at + 4, true);
    const where = `${name}: ${bytesWords(offset)} further`;
    if (node.kind === "message") {
      const { type, body } = node.variants.find(({ number }) => number === count)!;
      add(at, 8, `${where}, of type ${count}, “${type}”`, "structure");
      walk(body, name, at + offset);
    } else if (node.kind === "list") {
      add(at, 8, `${where}, ${count} ${count === 1 ? "item" : "items"}`, "structure");
      const stride = strideOf(slotOf(node.item));
      for (let i = 0; i < count; i++) walk(node.item, `item ${i}`, at + offset + i * stride);
    } else {
      add(at, 8, `${where}, ${bytesWords(count)}`, "structure");
      const lies = bytes.subarray(at + offset, at + offset + count);
      add(at + offset, count, ofUtf8.decode(lies), "value");
    }
  };
  walk(schema.node, "", 0);
  return withGaps(bytes, found);
}

/** What has no fixed size: its slot says where it lies. */
type Pointed = NodeOf<"message"> | NodeOf<"list"> | NodeOf<"text"> | NodeOf<"bytes">;

function withGaps(bytes: Uint8Array, found: ReadonlyMap<number, Piece>): Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  const fill = (to: number) => {
    if (to === end) return;
    pieces.push({ bytes: bytes.subarray(end, to), words: "nothing", role: "empty" });
  };
  for (const [at, piece] of [...found].sort(([a], [b]) => a - b)) {
    fill(at);
    pieces.push(piece);
    end = at + piece.bytes.length;
  }
  fill(bytes.length);
  return pieces;
}

/** A frame of this book (`lib/codec/frame.ts`) around a body. */
export function framePieces(body: Uint8Array, words: string): Piece[] {
  const writer = new ByteWriter();
  writeFrame(writer, (inner) => inner.bytes(body));
  const frame = writer.take();
  return [
    {
      bytes: frame.subarray(0, 4),
      words: `a body of ${bytesWords(body.length)}`,
      role: "structure",
    },
    { bytes: frame.subarray(4, 8), words: "CRC-32C of the length and the body", role: "structure" },
    { bytes: frame.subarray(8), words, role: "value" },
  ];
}

/** A message of gRPC, `pieces`, in a DATA frame of HTTP/2 (RFC 9113, section 6.1) that ends the client's side. */
export function grpcPieces(pieces: readonly Piece[]): Piece[] {
  const length = pieces.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const about = (words: string, ...bytes: number[]): Piece => ({
    bytes: Uint8Array.from(bytes),
    words,
    role: "structure",
  });
  return [
    about(`a payload of ${5 + length} bytes, behind nine of these`, ...highFirst(5 + length, 3)),
    about("it is a DATA frame", 0),
    about("the last of its stream from this side", 1),
    about("stream 3", 0, 0, 0, 3),
    about("gRPC: it is not compressed", 0),
    about(`gRPC: a message of ${bytesWords(length)}`, ...highFirst(length, 4)),
    ...pieces,
  ];
}

/** A number in so many bytes, the highest first, as networks have it. */
function highFirst(value: number, bytes: number): number[] {
  return Array.from(
    { length: bytes },
    (_, i) => Math.floor(value / 2 ** (8 * (bytes - 1 - i))) % 256,
  );
}
