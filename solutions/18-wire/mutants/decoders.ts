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
  return (bytes, schema, deepest) => new Own(bytes, 0, bytes.length).message(schema, deepest);
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
