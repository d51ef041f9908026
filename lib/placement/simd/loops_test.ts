/**
 * The three ways through batches agree to the last bit, with each other and with single look-ups.
 */

import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { hashing, keySeed } from "../hash/hashing.ts";
import { maglev } from "../maglev/maglev.ts";
import { preferenceOf } from "../maglev/table.ts";
import { type Hashes, rendezvous } from "../rendezvous/rendezvous.ts";
import { ring } from "../ring/ring.ts";
import { scalars, vectors } from "./compiled.ts";
import { type Loops, textsOf } from "./loops.ts";
import { plain } from "./plain.ts";

const compiled = [scalars, vectors];
const whole = fc.integer({ min: 0, max: 2 ** 32 - 1 });
/** Some that are often equal, or at an end. */
const word = fc.oneof(whole, fc.nat(3), fc.integer({ min: 2 ** 32 - 3, max: 2 ** 32 - 1 }));
const wordsOf = (minLength: number, maxLength: number) =>
  fc.array(word, { minLength, maxLength }).map((list) => Uint32Array.from(list));
const hashesOf = (minLength: number, maxLength: number): fc.Arbitrary<Hashes> =>
  fc.array(fc.tuple(word, word), { minLength, maxLength }).map((pairs) => ({
    highs: Uint32Array.from(pairs, ([high]) => high),
    lows: Uint32Array.from(pairs, ([, low]) => low),
  }));
const seeds = fc.oneof(fc.nat(9), fc.maxSafeNat());

function agree(run: (loops: Loops) => unknown): void {
  const expected = run(plain);
  for (const loops of compiled) assertEquals(run(loops), expected, loops.name);
}

/** A batch that takes several chunks, and the last one not whole. */
const long = 2500;
const drawn = (() => {
  const { point } = hashing(), all = Array.from({ length: long }, (_, i) => point("drawn", i));
  return {
    highs: Uint32Array.from(all, ({ high }) => high),
    lows: Uint32Array.from(all, ({ low }) => low),
  };
})();

Deno.test("all hash texts alike, of any length", () => {
  const texts = fc.array(fc.string({ unit: "binary", maxLength: 90 }), { maxLength: 20 });
  fc.assert(fc.property(texts, seeds, (texts, seed) => {
    agree((loops) => loops.texts(textsOf(texts), seed));
  }));
});

Deno.test("all hash bytes alike, whatever they are", () => {
  const pieces = fc.array(fc.uint8Array({ maxLength: 70 }), { maxLength: 8 });
  fc.assert(fc.property(pieces, (pieces) => {
    const bytes = Uint8Array.from(pieces.flatMap((piece) => [...piece]));
    let end = 0;
    const ends = Uint32Array.from(pieces, (piece) => end += piece.length);
    agree((loops) => loops.texts({ bytes, ends }));
  }));
});

Deno.test("texts have the hashes that placements give them", () => {
  const texts = ["", "a", "naïve", "x".repeat(1000)];
  for (const seed of [0, 7, 2 ** 40]) {
    const { key } = hashing(seed);
    const { highs, lows } = vectors.texts(textsOf(texts), keySeed(seed));
    assertEquals(texts.map(key), texts.map((_, i) => ({ high: highs[i]!, low: lows[i]! })));
  }
});

Deno.test("all hash numbers alike", () => {
  fc.assert(fc.property(hashesOf(0, 40), word, (numbers, seed) => {
    agree((loops) => loops.numbers(numbers, seed));
  }));
  agree((loops) => loops.numbers(drawn));
});

Deno.test("all find the same node, the first of equal ones", () => {
  fc.assert(fc.property(hashesOf(1, 20), hashesOf(0, 40), (nodes, keys) => {
    agree((loops) => loops.rendezvous(nodes)(keys));
  }));
  agree((loops) => loops.rendezvous({ highs: drawn.lows, lows: drawn.highs })(drawn));
});

Deno.test("all find the node that rendezvous picks", () => {
  const made = rendezvous(Array.from({ length: 50 }, (_, i) => ({ id: `node ${i}` })));
  const found = vectors.rendezvous(made.hashes)(drawn);
  const picked = found.map((_, i) => made.pick({ high: drawn.highs[i]!, low: drawn.lows[i]! }));
  assertEquals(found, picked);
});

Deno.test("all find the same point, before, on and behind points", () => {
  fc.assert(fc.property(wordsOf(1, 300), wordsOf(0, 30), (points, positions) => {
    points.sort();
    const beside = points.slice(0, 20).map((point) => point + 1);
    for (const asked of [positions, points, beside]) agree((loops) => loops.search(points)(asked));
  }));
});

Deno.test("all find the same point, however many there are", () => {
  for (const count of [1, 15, 16, 17, 255, 256, 257, 4096, 4097]) {
    const points = Uint32Array.from({ length: count }, (_, i) => i * 1_000_003 >>> 0).sort();
    agree((loops) => loops.search(points)(drawn.highs));
  }
});

Deno.test("all find the node whose point it is on a ring", () => {
  const made = ring(Array.from({ length: 20 }, (_, i) => ({ id: `node ${i}` })));
  const { positions, owners } = made.points;
  const found = vectors.search(positions)(drawn.highs).map((point) => owners[point]!);
  assertEquals(found, found.map((_, i) => made.pick({ high: drawn.highs[i]!, low: 0 })));
});

Deno.test("all fill the same table, and it is Maglev's", () => {
  const size = fc.constantFrom(7, 31, 1009);
  fc.assert(fc.property(size, hashesOf(0, 7), (size, { highs, lows }) => {
    const preferences = [...highs].map((high, i) => preferenceOf({ high, low: lows[i]! }, size));
    agree((loops) => loops.fill(preferences, size));
  }));
  const members = ["a", "b", "c"].map((id) => ({ id })), { point } = hashing();
  const preferences = members.map(({ id }) => preferenceOf(point(id, 0), 65_537));
  assertEquals(vectors.fill(preferences, 65_537), maglev(members).table);
});

Deno.test("what cannot be is refused, in words, and by all alike", () => {
  const none = new Uint32Array(), uneven = { highs: new Uint32Array(2), lows: none };
  const outside = { bytes: new Uint8Array(3), ends: Uint32Array.of(2, 4) };
  const back = { bytes: new Uint8Array(3), ends: Uint32Array.of(2, 1) };
  for (const loops of [plain, ...compiled]) {
    assertThrows(() => loops.rendezvous({ highs: none, lows: none }), RangeError, "must be a node");
    assertThrows(() => loops.rendezvous(uneven), RangeError, "given 2 and 0");
    assertThrows(() => loops.rendezvous(drawn)(uneven), RangeError, "given 2 and 0");
    assertThrows(() => loops.numbers(uneven), RangeError, "given 2 and 0");
    assertThrows(() => loops.search(none), RangeError, "must be a point");
    assertThrows(() => loops.texts(outside), RangeError, "an end at 4 after 2");
    assertThrows(() => loops.texts(back), RangeError, "an end at 1 after 2");
    assertThrows(() => loops.texts(textsOf([]), -1), RangeError, "given -1");
    assertThrows(() => loops.fill([{ offset: 7, skip: 1 }], 7), RangeError, "offset 7, skip 1");
    assertThrows(
      () => loops.fill([{ offset: 0, skip: 2 }], 4),
      RangeError,
      "prime below 2^27: given 4",
    );
  }
});
