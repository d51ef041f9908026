/** Messages of strangers in each encoding: what the check refuses is refused, and nothing else is thrown. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { ByteReader } from "../codec/byte_reader.ts";
import { ByteWriter } from "../codec/byte_writer.ts";
import { MalformedBytes } from "../codec/malformed.ts";
import {
  anything,
  between,
  boolean,
  bytes,
  finite,
  integer,
  list,
  map,
  message,
  oneOf,
  orNull,
  recursive,
  type Schema,
  set,
  text,
} from "../codec/schema.ts";
import { checkerOf } from "../codec/schema/check.ts";
import { encodingsOf, named } from "./encoding.ts";
import { Refusal } from "./wire.ts";

type Tree = readonly Tree[];

/** A message with a field of every kind. */
interface All {
  readonly type: "all";
  readonly whole: number;
  readonly signed: number;
  readonly real: number;
  readonly truth: boolean;
  readonly words: string;
  readonly data: Uint8Array;
  readonly maybe: number | null;
  readonly lists: readonly (readonly string[])[];
  readonly pairs: Map<number, string>;
  readonly names: Set<string>;
  readonly choice: "a" | "b";
  readonly tree: Tree;
  readonly any: unknown;
  readonly optional?: string;
}
type Message = All | { readonly type: "small"; readonly n: number };

/** The schema, with these bounds; without bounds, a stranger may write what is beyond them. */
function schemaOf(most: number, deepest: number): Schema<Message> {
  const tree: Schema<Tree> = recursive(() => list(tree), deepest);
  return message<Message>({
    all: [1, {
      whole: [1, between(0, most)],
      signed: [2, between(-most, most)],
      real: [3, finite],
      truth: [4, boolean],
      words: [5, text(most)],
      data: [6, bytes(most)],
      maybe: [7, orNull(integer)],
      lists: [8, list(list(text(most)), { most })],
      pairs: [9, map(integer, text(most))],
      names: [10, set(text(most))],
      choice: [11, oneOf("a", "b")],
      tree: [12, tree],
      any: [13, anything],
      optional: [14, text(most), "optional"],
    }],
    small: [2, { n: [1, between(0, most)] }],
  });
}

const strict = schemaOf(20, 3), loose = schemaOf(Number.MAX_SAFE_INTEGER, 9);
const check = checkerOf(strict);
const ours = encodingsOf(strict), theirs = encodingsOf(loose);

const unit = fc.oneof(
  { weight: 20, arbitrary: fc.string({ unit: "grapheme", maxLength: 8, size: "max" }) },
  fc.string({ minLength: 15, maxLength: 30, size: "max" }),
);
const tree = fc.constantFrom<Tree>([], [[]], [[], [[]]], [[[[]]]]);
const any = fc.constantFrom<unknown>(null, undefined, 7n, "x", [1, { a: new Map([[1, 2]]) }]);
const all: fc.Arbitrary<All> = fc.record({
  type: fc.constant("all" as const),
  whole: fc.nat({ max: 25 }),
  signed: fc.integer({ min: -25, max: 25 }),
  real: fc.double({ noNaN: true, noDefaultInfinity: true }),
  truth: fc.boolean(),
  words: unit,
  data: fc.uint8Array({ maxLength: 22, size: "max" }),
  maybe: fc.option(fc.nat()),
  lists: fc.array(fc.array(unit, { maxLength: 3 }), { maxLength: 4 }),
  pairs: fc.array(fc.tuple(fc.nat(), unit), { maxLength: 4 }).map((pairs) => new Map(pairs)),
  names: fc.array(unit, { maxLength: 4 }).map((names) => new Set(names)),
  choice: fc.constantFrom("a" as const, "b" as const),
  tree,
  any,
}, { noNullPrototype: true }).chain((some) =>
  fc.option(unit, { nil: undefined }).map((optional) =>
    optional === undefined ? some : { ...some, optional }
  )
);
const messages: fc.Arbitrary<Message> = fc.oneof(
  all,
  fc.record({ type: fc.constant("small" as const), n: fc.nat({ max: 25 }) }, {
    noNullPrototype: true,
  }),
);

const fitting = messages.filter((given) => check(given) === undefined);

function written(name: string, given: Message): Uint8Array {
  const writer = new ByteWriter();
  named(theirs, name).write(writer, given);
  return writer.take();
}

for (const { name, read } of ours) {
  Deno.test(`${name}: what the check takes arrives as it was, and what it refuses is refused`, () => {
    let taken = 0, refused = 0;
    fc.assert(
      fc.property(messages, (given) => {
        const reader = new ByteReader(written(name, given));
        if (check(given) === undefined) {
          assertEquals(read(reader), given);
          taken++;
        } else {
          assertThrows(() => read(reader), Refusal);
          refused++;
        }
      }),
      { numRuns: 1_000 },
    );
    assert(taken > 20 && refused > 100, `${taken} and ${refused}`);
  });

  Deno.test(`${name}: whatever arrives, it is a message or refused, and little is made of little`, () => {
    const damaged = fc.tuple(fitting, fc.nat(), fc.nat({ max: 255 }), fc.nat()).map(
      ([given, at, byte, cut]) => {
        const said = written(name, given);
        said[at % said.length] = byte;
        return cut % 5 === 0 ? said.subarray(0, cut % said.length) : said;
      },
    );
    let taken = 0, refused = 0;
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 60, size: "max" })), (said) => {
        let data;
        try {
          data = read(new ByteReader(said));
        } catch (error) {
          assert(error instanceof Refusal || error instanceof MalformedBytes, String(error));
          return void refused++;
        }
        taken++;
        assertEquals(check(data), undefined);
        // A record of fourteen fields is the most that two bytes can stand for.
        assert(sizeOf(data) <= 20 * (said.length + 1), `${sizeOf(data)} of ${said.length}`);
      }),
      { numRuns: 3_000 },
    );
    assert(taken > 20 && refused > 100, `${taken} and ${refused}`);
  });

  Deno.test(`${name}: what was read shares no memory with the frame`, () => {
    const given: Message = fc.sample(all, { seed: 4, numRuns: 200 }).find((each) =>
      check(each) === undefined && each.data.length > 5
    )!;
    const frame = written(name, given), data = read(new ByteReader(frame));
    frame.fill(255);
    assertEquals(data, given);
  });
}

/** How many values there are, and characters and bytes in them. */
function sizeOf(data: unknown): number {
  if (typeof data === "string" || data instanceof Uint8Array) return 1 + data.length;
  if (typeof data !== "object" || data === null) return 1;
  const inner = data instanceof Map
    ? [...data].flat()
    : data instanceof Set
    ? [...data]
    : Object.values(data);
  return inner.reduce((sum: number, each) => sum + sizeOf(each), 1);
}

Deno.test("a text with half of a pair does not get past the check, as no node could pass it on", () => {
  const writer = new ByteWriter();
  const given = { type: "small", n: 1, words: "\ud800" };
  encodingsOf<unknown>(undefined)[0]!.write(writer, { ...given, type: "all" });
  const [, plain] = encodingsOf(message({ all: [1, { n: [1, integer], words: [2, text()] }] }));
  assertThrows(
    () => plain!.read(new ByteReader(writer.take())),
    Refusal,
    "words: a text is required: given a text with half of a pair",
  );
});

Deno.test("fields of a later version are passed over, and in one of an earlier they are missing", () => {
  type Early = { readonly type: "put"; readonly key: string };
  type Late = Early & { readonly ttl?: number };
  const early = encodingsOf(message<Early>({ put: [1, { key: [1, text()] }] }))[0]!;
  const late = encodingsOf(
    message<Late>({ put: [1, { key: [1, text()], ttl: [2, integer, "optional"] }] }),
  )[0]!;
  const writer = new ByteWriter();
  late.write(writer, { type: "put", key: "x", ttl: 7 });
  assertEquals(early.read(new ByteReader(writer.take())), { type: "put", key: "x" });
  writer.length = 0;
  early.write(writer, { type: "put", key: "x" });
  assertEquals(late.read(new ByteReader(writer.take())), { type: "put", key: "x" });
});
