/** Bugs of decoders. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/18-wire/answers.ts";
import type { Decode, Field, Message, Schema } from "../../../exercises/18-wire/given.ts";
import { decode, Reader } from "../decode.ts";
import { varints } from "../varints.ts";

/** What is in a message is read by a reader of the same kind. */
function decodes(Kind: typeof Reader): Decode {
  class Own extends Kind {
    override over(from: number, to: number): Reader {
      return new Own(this.bytes, from, to);
    }
  }
  return (bytes, schema, deepest) =>
    new Own(bytes, 0, bytes.length).message(schema, Math.min(deepest, 100));
}

/** Fields of another type, or under another name. */
const seen = (schema: Schema, change: (field: Field) => Field | undefined): Schema => ({
  field(number) {
    const found = schema.field(number);
    if (found === undefined) return undefined;
    return change(
      found.schema === undefined ? found : { ...found, schema: seen(found.schema, change) },
    );
  },
});

class Narrow extends Reader {
  override part(): Reader {
    const { value, end } = varints.read(this.bytes, this.at),
      length = Number(BigInt.asIntN(32, value));
    this.at = end;
    if (length > this.end - this.at) this.malformed("bytes that are there", `${length}`);
    this.at += Math.max(0, length);
    return this.over(this.at - Math.max(0, length), this.at);
  }
}

/** Bits above the 64th are lost where a number is read. */
function wrapped(bytes: Uint8Array, at: number): { value: bigint; end: number } {
  const last = bytes[at + 9] ?? 0, isLong = bytes.subarray(at, at + 9).every((byte) => byte > 127);
  if (!isLong || last < 2 || last > 127) return varints.read(bytes, at);
  const own = bytes.slice(at, at + 10);
  own[9] = 1;
  const { value } = varints.read(own, 0);
  return { value: value - (last % 2 === 0 ? 1n << 63n : 0n), end: at + 10 };
}

/** Of a length the highest bits are lost. */
class Wrapping extends Reader {
  override part(): Reader {
    const { value, end } = wrapped(this.bytes, this.at);
    this.at = end;
    if (value > BigInt(this.end - this.at)) this.malformed("bytes that are there", `${value}`);
    this.at += Number(value);
    return this.over(this.at - Number(value), this.at);
  }
}

/** All lengths are numbers of 31 bits. */
class ThirtyOne extends Reader {
  override part(): Reader {
    const { value, end } = varints.read(this.bytes, this.at), length = Number(value & 0x7fffffffn);
    this.at = end;
    this.pass(length);
    return this.over(this.at - length, this.at);
  }
}

/** What was read is cut off. */
class Cutting extends Reader {
  override varint(): bigint {
    const bytes = this.bytes.slice(this.at);
    const value = super.varint();
    return bytes.length === 0 ? 0n : value;
  }
}

/** All fields of bytes are parts of one array. */
const room = new Uint8Array(1 << 20);
class Shared extends Reader {
  override value(field: Field, deepest: number, before?: Message[string]): Message[string] {
    const value = super.value(field, deepest, before);
    if (!(value instanceof Uint8Array)) return value;
    room.set(value);
    return room.subarray(0, value.length);
  }
}

/** Bytes of other people are put in another order while they are read. */
class Turning extends Reader {
  override varint(): bigint {
    const { at } = this, value = super.varint();
    if (this.at > at + 1) this.bytes.subarray(at, this.at).reverse();
    return value;
  }
}

class Outside extends Reader {
  override varint(): bigint {
    const { value, end } = varints.read(this.bytes, this.at);
    this.at = end;
    return value;
  }
}

class Reaching extends Reader {
  override pass(length: number): void {
    if (length > this.bytes.length - this.at) this.malformed("bytes that are there", `${length}`);
    this.at += length;
  }
  override part(): Reader {
    const length = this.varint();
    if (length > BigInt(this.bytes.length)) this.malformed("bytes that are there", `${length}`);
    this.pass(Number(length));
    return this.over(this.at - Number(length), this.at);
  }
}

class Bottomless extends Reader {
  override message(schema: Schema, _deepest: number, before?: Message): Message {
    return super.message(schema, Infinity, before);
  }
}

class Twice extends Reader {
  override value(field: Field, deepest: number, before?: Message[string]): Message[string] {
    const at = this.at;
    if (field.type === "message" && deepest > 0) super.value(field, deepest);
    this.at = at;
    return super.value(field, deepest, before);
  }
}

class Unmerged extends Reader {
  override message(schema: Schema, deepest: number): Message {
    return super.message(schema, deepest);
  }
}

class Flat extends Reader {
  override value(field: Field, deepest: number, before?: Message[string]): Message[string] {
    const value = super.value(field, deepest);
    if (field.type !== "message") return value;
    return { ...before as Message | undefined, ...value as Message };
  }
}

class Replacing extends Reader {
  override text(bytes: Uint8Array): string {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  }
}

class Spreading extends Reader {
  override text(bytes: Uint8Array): string {
    return bytes.every((byte) => byte < 128) ? String.fromCharCode(...bytes) : super.text(bytes);
  }
}

class Throwing extends Reader {
  override text(bytes: Uint8Array): string {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  }
}

class Marked extends Reader {
  override text(bytes: Uint8Array): string {
    return super.text(bytes).replace(/^\ufeff/, "");
  }
}

class Grouping extends Reader {
  override skip(form: number): void {
    if (form !== 3 && form !== 4) super.skip(form);
  }
}

class Strict extends Reader {
  override skip(form: number): void {
    this.malformed("a field that is known", `${form}`);
  }
}

class Short extends Reader {
  override skip(form: number): void {
    if (form === 5) this.pass(8);
    else super.skip(form);
  }
}

export const decodeMutants: Mutants<Answers> = {
  decode: {
    "narrow: a length is looked at as a number of 32 bits with a sign": decodes(Narrow),
    "outside: a number in a message may end behind it": decodes(Outside),
    "reaching: bytes in a message may end behind it": decodes(Reaching),
    "wrapping: of a length that is too large for 64 bits the highest are lost": decodes(Wrapping),
    "thirty-one: of a length 31 bits are looked at": decodes(ThirtyOne),
    "cutting: what was read is cut off, and the rest is copied": decodes(Cutting),
    "shared: all fields of bytes are parts of one array": decodes(Shared),
    "turning: bytes are turned round in their place": decodes(Turning),
    "trusting: messages are as deep as whoever asks will have them": (bytes, schema, deepest) =>
      new Reader(bytes, 0, bytes.length).message(schema, deepest),
    "bottomless: depth is not counted": decodes(Bottomless),
    "twice: a message in a message is checked before it is read": decodes(Twice),
    "unmerged: of a message that comes twice the last counts": decodes(Unmerged),
    "flat: messages are merged one level deep": decodes(Flat),
    "replaces: bad text is mended": decodes(Replacing),
    "spreads: the bytes of a text are arguments of one call": decodes(Spreading),
    "throws: bad text throws what the runtime throws": decodes(Throwing),
    "mark: the mark at the beginning of a text is dropped": decodes(Marked),
    "groups: what cannot be passed over is passed over": decodes(Grouping),
    "strict: what is not known is refused": decodes(Strict),
    "short: four bytes are taken for eight": decodes(Short),
    "shallow: one level less than is allowed":
      ((bytes, schema, deepest) => decode(bytes, schema, deepest - 1)) as Decode,
    "no-sign: numbers with a sign are read without": ((bytes, schema, deepest) =>
      decode(
        bytes,
        seen(schema, (field) => field.type === "signed" ? { ...field, type: "unsigned" } : field),
        deepest,
      )) as Decode,
    "last-number: a list has the last of its numbers": ((bytes, schema, deepest) => {
      const message = decode(bytes, schema, deepest), parts = message.parts as readonly bigint[];
      return parts === undefined ? message : { ...message, parts: parts.slice(-1) };
    }) as Decode,
    "filled: what has not come is there, and empty": ((bytes, schema, deepest) => ({
      count: 0n,
      ...decode(bytes, schema, deepest),
    })) as Decode,
  },
};
