/**
 * Ways to write and to read the same message: what a chapter and a benchmark hold against each other. None of this
 * measures time; whoever does calls the tasks as often as it likes.
 *
 * @module
 */

import { decodePlain } from "../../codec/decode_plain.ts";
import { encodePlain } from "../../codec/encode_plain.ts";
import { fixedLayout } from "../../codec/fixed.ts";
import { Pool, sourceOf } from "../../codec/pool.ts";
import { protobuf } from "../../codec/protobuf.ts";
import { isRecord } from "../../model/plain.ts";
import { type Append, appendOf, type Envelope, envelope } from "./append.ts";

/** What is measured; each returns a number, so that nothing is optimised away. */
export interface Tasks {
  /** The message as it is on the wire. */
  readonly bytes: Uint8Array;
  /** The message to bytes. */
  encode(): number;
  /** All bytes are decoded, or looked through where nothing is copied, and the node is read that they go to. */
  route(): number;
  /** The same, and each entry's term and the first byte of its command are read. */
  readAll(): number;
  /** The node is read that they go to, and the type of the message, by whoever can without a look at the rest. */
  glance?(): number;
  /** The message as it is read: views, where the format has them. */
  read(): unknown;
}

/** A format. */
export interface Format {
  /** What it is called. */
  readonly name: string;
  /** Prepares for a message with so many entries. */
  prepare(entries: number): Tasks;
}

const utf8 = new TextEncoder(), ofUtf8 = new TextDecoder();

/** Its commands are texts, as JSON has no bytes. */
export const json: Format = {
  name: "JSON",
  prepare(entries) {
    const { to, message } = appendOf(entries);
    const texts = message.entries.map((entry) => ({
      ...entry,
      command: ofUtf8.decode((entry as { command: Uint8Array }).command),
    }));
    const value = { to, message: { ...message, entries: texts } };
    const bytes = utf8.encode(JSON.stringify(value));
    const read = (): typeof value => JSON.parse(ofUtf8.decode(bytes));
    return {
      bytes,
      encode: () => utf8.encode(JSON.stringify(value)).length,
      read,
      route: () => read().to,
      readAll() {
        let sum = 0;
        for (const { term, command } of read().message.entries) sum += term + command.charCodeAt(0);
        return sum;
      },
    };
  },
};

function sumOf({ entries }: Append): number {
  let sum = 0;
  for (const { term, command } of entries as readonly { term: number; command: Uint8Array }[]) {
    sum += term + command[0]!;
  }
  return sum;
}

function copying(
  name: string,
  encode: (value: Envelope) => Uint8Array,
  decode: (bytes: Uint8Array) => Envelope,
): Format {
  return {
    name,
    prepare(entries) {
      const value = appendOf(entries), bytes = encode(value);
      return {
        bytes,
        encode: () => encode(value).length,
        read: () => decode(bytes),
        route: () => decode(bytes).to,
        readAll: () => sumOf(decode(bytes).message as Append),
      };
    },
  };
}

/** The codec that knows no schema: each value says what it is. */
export const plainCodec: Format = copying(
  "plain codec",
  encodePlain,
  (bytes) => decodePlain(bytes) as unknown as Envelope,
);

const proto = protobuf(envelope);

/** The book's Protocol Buffers. */
export const ourProtobuf: Format = copying("protobuf", proto.encode, proto.decode);

const layout = fixedLayout(envelope);

/** Views, of buffers from a pool. */
export const fixed: Format = {
  name: "fixed layout",
  prepare(entries) {
    const value = appendOf(entries), bytes = layout.encode(value), pool = new Pool();
    return {
      bytes,
      encode() {
        const loan = layout.lend(pool, value), { length } = loan.bytes;
        loan.release();
        return length;
      },
      read: () => layout.view(sourceOf(bytes)),
      route: () => layout.view(sourceOf(bytes)).to,
      readAll() {
        const { message } = layout.view(sourceOf(bytes));
        if (message.type !== "appendEntries") return 0;
        let sum = 0;
        for (let i = 0; i < message.entries.length; i++) {
          const entry = message.entries.at(i);
          if (entry.type === "command") sum += entry.term + (entry.command as Uint8Array)[0]!;
        }
        return sum;
      },
      glance() {
        const { to, message } = layout.glance(sourceOf(bytes));
        return message.type === "appendEntries" ? to : -1;
      },
    };
  },
};

/** All of them. */
export const formats: readonly Format[] = [json, plainCodec, ourProtobuf, fixed];

/**
 * How many bytes of what a message holds lie in other memory than its frame, once it was read: its texts, and arrays
 * of bytes that are no part of the frame. A `type` is no content: its name is the schema's.
 */
export function copiedBytes(read: unknown, frame: Uint8Array): number {
  if (typeof read === "string") return utf8.encode(read).length;
  if (read instanceof Uint8Array) return read.buffer === frame.buffer ? 0 : read.length;
  if (typeof read !== "object" || read === null) return 0;
  // Views have no fields of their own: what is asked for is read where it lies.
  if (!Array.isArray(read) && !isRecord(read)) return 0;
  return Object.entries(read).reduce(
    (sum, [name, part]) => name === "type" ? sum : sum + copiedBytes(part, frame),
    0,
  );
}
