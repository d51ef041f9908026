import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { encode } from "../model/encode.ts";
import { plain } from "../model/plain_arbitrary_test.ts";
import { ByteWriter } from "./byte_writer.ts";
import { decodePlain } from "./decode_plain.ts";
import { encodeInPieces, encodePlain } from "./encode_plain.ts";
import { MalformedBytes } from "./malformed.ts";
import { MAX_DEPTH, tags } from "./tags.ts";

const runs = { seed: 1, numRuns: 2000 };

Deno.test("what is written is read again, in the order of insertion, and shares no memory", () => {
  fc.assert(
    fc.property(plain, (value) => {
      const bytes = encodePlain(value);
      const copy = decodePlain(bytes);
      assertEquals(copy, value);
      assertEquals(encodePlain(copy), bytes);
      bytes.fill(0);
      assertEquals(encode(copy), encode(value));
    }),
    runs,
  );
});

Deno.test("in pieces it is the same bytes, values one after another", () => {
  fc.assert(
    fc.property(
      fc.array(plain, { maxLength: 4 }),
      fc.integer({ min: 1, max: 60 }),
      (values, size) => {
        const pieces = [...encodeInPieces(values, size)];
        const whole = values.flatMap((value) => [...encodePlain(value)]);
        assertEquals(pieces.flatMap((piece) => [...piece]), whole);
      },
    ),
    { seed: 1, numRuns: 500 },
  );
  const many = new Map(Array.from({ length: 10_000 }, (_, i) => [`key ${i}`, { value: "x" }]));
  const lengths = [...encodeInPieces([{ many }], 1_000)].map(({ length }) => length);
  assert(lengths.length > 100 && Math.max(...lengths) < 1_100, `${lengths}`);
});

Deno.test("numbers of every size come back as they were", () => {
  const edges = [
    2 ** 7,
    2 ** 14,
    2 ** 31,
    2 ** 32,
    2 ** 49,
    Number.MAX_SAFE_INTEGER,
    2 ** 53,
    1e300,
  ];
  for (const edge of edges.flatMap((n) => [n - 1, n, n + 1, -n - 1, -n, 1 - n, n / 3])) {
    assertEquals(decodePlain(encodePlain(edge)), edge);
  }
  const large = [2n ** 64n, 255n, 256n, 0n, -1n, -256n, -257n, 2n ** 1000n];
  assertEquals(decodePlain(encodePlain(large)), large);
});

Deno.test("texts keep every unit, a byte order mark too", () => {
  const texts = ["\ufeffa", "\ud800", "a".repeat(1000), "é".repeat(30), "𝄞", "\0", "é\udc00"];
  assertEquals(decodePlain(encodePlain(texts)), texts);
});

/** Reads bytes as a stranger's: whatever is accepted has this one form. */
function judge(bytes: Uint8Array): "read" | "malformed" {
  let value;
  try {
    value = decodePlain(bytes);
  } catch (error) {
    assert(error instanceof MalformedBytes, `${error}`);
    assert(error.offset >= 0 && error.offset <= bytes.length);
    return "malformed";
  }
  assertEquals(encodePlain(value), bytes);
  return "read";
}

Deno.test("garbage is malformed or the one form of something, and nothing else is thrown", () => {
  const seen = new Set<string>();
  const tagged = fc.array(fc.oneof(fc.nat({ max: 20 }), fc.nat({ max: 255 })), {
    maxLength: 40,
    size: "max",
  });
  fc.assert(
    fc.property(tagged, (bytes) => {
      seen.add(judge(Uint8Array.from(bytes)));
    }),
    { seed: 1, numRuns: 20_000 },
  );
  assertEquals(seen.size, 2);
});

Deno.test("so is what was damaged on its way: a byte changed, bytes cut off, bytes added", () => {
  const damage = fc.tuple(fc.constantFrom("change", "cut", "add"), fc.nat(), fc.nat({ max: 255 }));
  fc.assert(
    fc.property(plain, damage, (value, [how, where, byte]) => {
      const bytes = encodePlain(value);
      const at = where % bytes.length;
      if (how === "change") bytes[at] = byte;
      if (how === "cut") assertEquals(judge(bytes.subarray(0, at)), "malformed");
      if (how === "add") assertEquals(judge(Uint8Array.of(...bytes, byte)), "malformed");
      judge(bytes);
    }),
    runs,
  );
});

Deno.test("a length that nothing stands behind allocates nothing", () => {
  for (
    const tag of [tags.text, tags.units, tags.bytes, tags.array, tags.map, tags.set, tags.record]
  ) {
    const claim = Uint8Array.of(tag, 255, 255, 255, 255, 127, 0);
    assertThrows(() => decodePlain(claim), MalformedBytes, "a count of at most the 1 bytes");
  }
});

Deno.test("data nested too deep is refused on both sides", () => {
  let nested: unknown[] = [];
  for (let i = 1; i < MAX_DEPTH; i++) nested = [nested];
  const bytes = encodePlain(nested);
  assertEquals(encodePlain(decodePlain(bytes)), bytes);
  assertThrows(() => encodePlain([nested]), RangeError, "a depth of at most 128 is required");
  const deeper = new Uint8Array(1_000_000).fill(1).map((_, i) => i % 2 === 0 ? tags.array : 1);
  assertThrows(() => decodePlain(deeper), MalformedBytes, "a depth of at most 128");
});

Deno.test("a field may have any name, and none of them reaches the prototype", () => {
  const record = JSON.parse('{"__proto__":{"polluted":1},"constructor":2,"toString":3}');
  const copy = decodePlain(encodePlain(record)) as Record<string, unknown>;
  assertEquals(encodePlain(copy), encodePlain(record));
  assertEquals(Object.keys(copy), ["__proto__", "constructor", "toString"]);
  assertEquals(Object.getPrototypeOf(copy), Object.prototype);
  assertEquals((copy as { polluted?: number }).polluted, undefined);
});

Deno.test("the name of a field is written once", () => {
  const one = encodePlain([{ term: 1 }]).length;
  assertEquals(encodePlain([{ term: 1 }, { term: 2 }]).length, one + 4);
});

/** A record with these fields in this order, whatever order a record would have. */
function recordOf(names: readonly string[]): Uint8Array {
  const writer = new ByteWriter();
  writer.byte(tags.record);
  writer.varint(names.length);
  for (const each of names) {
    writer.varint(0);
    writer.byte(tags.text);
    writer.text(each);
    writer.byte(tags.null);
  }
  return writer.take();
}

Deno.test("fields are in the order that a record has, and in no other: indices first, by their size", () => {
  const odd = ["0", "1", "2", "10", "4294967294", "4294967295", "01", "1.5", "-1", "a", ""];
  const some = fc.shuffledSubarray(odd);
  fc.assert(
    fc.property(some, (names) => {
      const own = Object.keys(Object.fromEntries(names.map((each) => [each, null])));
      const decoded = () => Object.keys(decodePlain(recordOf(names)) as Record<string, null>);
      if (`${own}` === `${names}`) assertEquals(decoded(), names);
      else assertThrows(decoded, MalformedBytes, "the order that fields have");
    }),
    { numRuns: 2000 },
  );
});

Deno.test("a record of very many fields is read in one pass, whatever they are called", () => {
  const many = ["0", ...Array.from({ length: 200_000 }, (_, i) => `a${i}`)];
  const indices = Array.from({ length: 200_000 }, (_, i) => `${i}`);
  for (const names of [many, indices]) {
    assertEquals(
      Object.keys(decodePlain(recordOf(names)) as Record<string, null>).length,
      names.length,
    );
  }
});

Deno.test("a bigint that would take very long is refused", () => {
  const writer = new ByteWriter();
  writer.byte(tags.bigint);
  writer.varint(2 ** 16 + 1);
  writer.bytes(new Uint8Array(2 ** 16 + 1).fill(1));
  assertThrows(() => decodePlain(writer.take()), MalformedBytes, "a bigint of at most 65536 bytes");
  const most = 256n ** 65_536n - 1n;
  assertEquals(decodePlain(encodePlain(most)), most);
  assertThrows(() => encodePlain(most + 1n), RangeError, "Cannot encode data because a bigint");
});

const name = [0, tags.text, 1];

const wrong: readonly (readonly [string, readonly number[], string])[] = [
  ["a long form of a short number", [tags.whole, 5], "the short form of a number below 128"],
  ["a long form of a varint", [tags.whole, 133, 0], "the shortest form of a number"],
  ["a number of 2^53", [tags.whole, 128, 128, 128, 128, 128, 128, 128, 16], "below 2^53"],
  ["a number of -2^53", [tags.negative, 255, 255, 255, 255, 255, 255, 255, 15], "above -2^53"],
  ["a whole number as a float", [tags.float, 0, 0, 0, 0, 0, 0, 0, 0], "the one form of a number"],
  ["another NaN", [tags.float, 1, 0, 0, 0, 0, 0, 248, 127], "the one form of a number"],
  ["a bigint with a zero in front", [tags.bigint, 2, 1, 0], "the shortest form of a bigint"],
  ["units for good text", [tags.units, 1, 97, 0], "UTF-8 for a text"],
  ["no units, which is the second form of an empty text", [tags.units, 0], "UTF-8 for a text"],
  ["half a pair in UTF-8", [tags.text, 3, 0xed, 0xa0, 0x80], "text in UTF-8"],
  ["a key twice", [tags.map, 2, 129, 0, 129, 0], "each key once"],
  ["a key of -0", [tags.map, 1, tags.float, 0, 0, 0, 0, 0, 0, 0, 128, 0], "0 as a key"],
  ["a member twice", [tags.set, 2, 129, 129], "each member once"],
  ["a field twice", [tags.record, 2, ...name, 97, 0, 1, 0], "each field once"],
  [
    "a name spelled out again",
    [tags.array, 2, 15, 1, ...name, 97, 0, 15, 1, ...name, 97, 0],
    "new",
  ],
  ["a name not seen before", [tags.record, 1, 3, 0], "one of the 0 names so far"],
  ["a name that is no text", [tags.record, 1, 0, tags.null, 0], "a name is required"],
  ["fields in another order", [tags.record, 2, ...name, 97, 0, ...name, 49, 0], "the order that"],
  ["a tag of the future", [99], "a known tag"],
  ["two values", [129, 129], "the end is required: given 1 more bytes"],
];

for (const [words, bytes, expected] of wrong) {
  Deno.test(`bytes are malformed that hold ${words}`, () => {
    assertThrows(() => decodePlain(Uint8Array.from(bytes)), MalformedBytes, expected);
  });
}

Deno.test("what is not plain data cannot be written", () => {
  for (const value of [() => 1, Symbol("a"), new Date(0), { a: [new Error("x")] }]) {
    assertThrows(() => encodePlain(value), TypeError, "plain data is required");
  }
});
