import text from "./decode.md" with { type: "text" };
import { type Grading, task } from "hb/grade/part.ts";
import type { Answers } from "../answers.ts";
import { type Decode, type Field, MalformedBytes, type Schema } from "../given.ts";
import { type Case, cases, smaller } from "./decode_cases.ts";
import { FIELDS } from "./decode_fields.ts";
import { DEEPEST, right } from "./decode_right.ts";
import { inWords, whyOf } from "./decode_words.ts";
import { inTheSameWay } from "./same_way.ts";
import { Meter } from "./measured.ts";
import { many, outcome, REFUSED, unlike } from "./saying.ts";

const KNOWN =
  "1 count, unsigned; 2 change, signed; 3 name, text; 4 body, bytes; 5 inner, a message " +
  "like this one; 6 parts, a list; 16 late and 2^29 - 1 last, unsigned";

export const decode = task<Answers>(text, ({ decode }, grading) => {
  const alike = inTheSameWay((each: Case) => judge(decode, each, grading), smaller);
  grading.forAll(cases(grading), alike.judge, alike.smaller);
});

/** A schema that counts how often it is asked. */
function counted(): { readonly schema: Schema; asked: number } {
  const count = {
    asked: 0,
    schema: {
      field(number: number): Field | undefined {
        if (++count.asked > 200_000) throw new TooOften();
        const known = Object.hasOwn(FIELDS, number) ? FIELDS[number] : undefined;
        return known && (known.type === "message" ? { ...known, schema: count.schema } : known);
      },
    },
  };
  return count;
}

class TooOften extends Error {}

function judge(decode: Decode, { hex, deepest }: Case, grading: Grading): void {
  const large = Uint8Array.fromHex(`ffff${hex}08`), bytes = large.subarray(2, large.length - 1);
  const asked = `the message ${hexOf(bytes)}, with messages in messages at most ${deepest} deep. ` +
    `Known are ${KNOWN}`;
  const must = right(bytes, deepest), count = counted(), meter = new Meter();
  grading.busyWith(() => bytes.length > 100_000 ? LONG : "messages");
  const ask = (given: Uint8Array) =>
    outcome(() => decode(given, count.schema, deepest), MalformedBytes, grading, asked);
  let came: unknown;
  try {
    came = ask(meter.lend(bytes));
  } catch (thrown) {
    if (count.asked <= 200_000) throw thrown;
  }
  const told = inWords(came), expected = must.message ?? REFUSED;
  const isEndless = count.asked > 200_000;
  if (!isEndless && told !== inWords(expected)) {
    unlike({ asked, came: told, must: inWords(expected), why: must.why ?? whyOf(came, expected) });
  }
  // Where there is no message, it may have looked further before it knew.
  if (isEndless || must.message !== undefined && count.asked > must.fields) {
    unlike({
      asked,
      came: `it is asked ${isEndless ? "more than 200000" : count.asked} times what a field is`,
      must: `${must.fields} at most`,
      why:
        "each field is read once: to look at a message first and read it then takes twice as long " +
        "for each level",
    });
  }
  const most = 4 * bytes.length * (1 + Math.min(deepest, DEEPEST)) + 4096;
  if (meter.copied > most) {
    unlike({
      asked,
      came: `${meter.copied} bytes are copied`,
      must: `${most} at most`,
      why: COPIES,
    });
  }
  if (large.toHex() !== `ffff${hex}08`) {
    unlike({ asked, came: "the bytes are others now", must: "they are left alone", why: OTHERS });
  }
  ask(other);
  const later = inWords(came);
  if (later === told) return;
  const so = `${told}; and when another message was read, ${later}`;
  unlike({ asked, came: so, must: `${told}, whatever is read later`, why: OTHERS });
}

/** Another message, which has all that a message may have. */
const other = Uint8Array.fromHex("0863107f1a0362796522043f3f3f3f2a020831320363646566");

const LONG =
  "a list of 100,000 numbers, each in a field of its own: to make the list anew for each takes the square " +
  "of its length";
const COPIES =
  "a position moves along the bytes, and what is behind it stays where it is: to cut off what was read takes " +
  "the square of the length";
const OTHERS =
  "the bytes are their owner's, and a message is whoever's has asked for it: two messages have no memory in " +
  "common";

/** Bytes, two digits each. */
function hexOf(bytes: Uint8Array): string {
  const start = bytes.subarray(0, 40).toHex() || "of no bytes";
  return bytes.length > 40 ? `${start}… (${many(bytes.length, "byte")})` : start;
}
