/** Part 3: a decoder that no bytes can break. */

import {
  type Decode,
  type Field,
  MalformedBytes,
  type Message,
  type Schema,
} from "../../exercises/18-wire/given.ts";
import { varints } from "./varints.ts";

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** How each type is written. */
const FORMS = { unsigned: 0, signed: 0, list: 0, text: 2, bytes: 2, message: 2 } as const;
const PACKED = 2;

/** Whoever asks for more must not be led to the end of the stack. */
const DEEPEST = 100;

export const decode: Decode = (bytes, schema, deepest) =>
  new Reader(bytes, 0, bytes.length).message(schema, Math.min(deepest, DEEPEST));

/** Goes through some of the bytes; nothing of them is copied but text. */
export class Reader {
  constructor(readonly bytes: Uint8Array, public at: number, readonly end: number) {}

  /** The message that stands here, merged into what has come of it `before`. */
  message(schema: Schema, deepest: number, before: Message = {}): Message {
    const fields = new Map<string, Message[string]>(Object.entries(before));
    while (this.at < this.end) {
      const tag = this.varint(), number = Number(tag >> 3n), form = Number(tag & 7n);
      if (number < 1 || number >= 2 ** 29) this.malformed("a field's number", `${number}`);
      const field = schema.field(number);
      if (field?.type === "list" && (form === 0 || form === PACKED)) {
        const list = (fields.get(field.name) ?? []) as bigint[];
        fields.set(field.name, list);
        if (form === 0) list.push(this.varint());
        else for (const part = this.part(); part.at < part.end;) list.push(part.varint());
      } else if (field !== undefined && FORMS[field.type] === form) {
        fields.set(field.name, this.value(field, deepest, fields.get(field.name)));
      } else this.skip(form);
    }
    return Object.fromEntries(fields);
  }

  value({ type, schema }: Field, deepest: number, before?: Message[string]): Message[string] {
    if (type === "unsigned") return this.varint();
    if (type === "signed") return varints.unzigzag(this.varint());
    const part = this.part(), bytes = this.bytes.subarray(part.at, part.end);
    if (type === "bytes") return bytes;
    if (type === "message") {
      if (deepest === 0) this.malformed("a message that is not as deep", "a deeper one");
      return part.message(schema!, deepest - 1, before as Message | undefined);
    }
    return this.text(bytes);
  }

  text(bytes: Uint8Array): string {
    try {
      return utf8.decode(bytes);
    } catch {
      return this.malformed("text in UTF-8", "other bytes");
    }
  }

  skip(form: number): void {
    if (form === 0) this.varint();
    else if (form === 1) this.pass(8);
    else if (form === 2) this.part();
    else if (form === 5) this.pass(4);
    else this.malformed("a known form", `${form}`);
  }

  varint(): bigint {
    const { value, end } = varints.read(this.bytes, this.at);
    if (end > this.end) this.malformed("a number that ends before the message does", "another");
    this.at = end;
    return value;
  }

  /** So many bytes as stand before them. */
  part(): Reader {
    const length = this.varint();
    if (length > BigInt(this.end - this.at)) this.malformed("bytes that are there", `${length}`);
    this.pass(Number(length));
    return this.over(this.at - Number(length), this.at);
  }

  /** Another one, of some of the same bytes. */
  over(from: number, to: number): Reader {
    return new Reader(this.bytes, from, to);
  }

  pass(length: number): void {
    if (length > this.end - this.at) this.malformed(`${length} more bytes`, "fewer");
    this.at += length;
  }

  malformed(expected: string, given: string): never {
    throw new MalformedBytes(this.at, expected, given);
  }
}
