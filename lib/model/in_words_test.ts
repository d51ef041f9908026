import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { inWords } from "./in_words.ts";
import { plain } from "./plain_arbitrary_test.ts";

Deno.test("a message is its type and then its fields, without the signs of a program", () => {
  const told: readonly (readonly [value: unknown, words: string])[] = [
    [{ round: 3, type: "ack" }, "ack: round 3"],
    [{ type: "ping" }, "ping"],
    [{ term: 1, last: { index: 0, term: 0 } }, "term 1, last (index 0, term 0)"],
    [{ type: "append", entries: [] }, "append: entries none"],
    [{ entries: [{ type: "noop", term: 1 }] }, "entries [noop: term 1]"],
    [{ entries: [{ type: "noop" }, { term: 2 }] }, "entries [noop; term 2]"],
    [{ command: { type: "put", key: "x", value: 1n } }, "command (put: key x, value 1n)"],
    [{ who: { type: "nobody" }, more: {} }, "who nobody, more no fields"],
    [{ heard: [0, 1], rows: [[1], [2, 3]] }, "heard [0, 1], rows [[1]; [2, 3]]"],
    [new Map([[0, { at: 2, open: [1] }]]), "0 → (at 2, open [1])"],
    [{ votes: new Set([0, 1]), of: new Map() }, "votes (0, 1), of none"],
    [{ vote: null, lease: undefined, on: true }, "vote nothing, lease undefined, on true"],
    [{ hash: new Uint8Array([0, 255]), rest: new Uint8Array() }, "hash bytes 00ff, rest no bytes"],
    [[], "none"],
    [{}, "no fields"],
    [-0, "-0"],
  ];
  for (const [value, words] of told) assertEquals(inWords(value), words);
});

Deno.test("a text stands in quotes only where it could be taken for something else", () => {
  assertEquals(inWords(["x", "x←1", "Zürich"]), "[x, x←1, Zürich]");
  const others = ["", "3", "-1", "true", "none", "nothing", "two words", "a,b", 'a"b', "(a", "{}"];
  for (const text of others) assertEquals(inWords({ text }), `text ${JSON.stringify(text)}`);
  assertEquals(inWords({ "two words": 1, type: 3 }), '"two words" 1, type 3');
});

Deno.test("what fits is told whole, and nothing is longer than it may be", () => {
  fc.assert(fc.property(plain, fc.integer({ min: 1, max: 200 }), (value, most) => {
    const text = inWords(value, most), whole = inWords(value);
    assert(text.length <= most, text);
    if (whole.length <= most) assertEquals(text, whole);
  }));
});

Deno.test("braces and quotes are only in texts that hold them or need them", () => {
  fc.assert(fc.property(plain, (value) => {
    const bare = inWords(value).replaceAll(/"(?:[^"\\]|\\.)*"/g, "");
    assert(!/[{}"]/.test(bare), bare);
  }));
});

Deno.test("what does not fit is counted from the inside", () => {
  const state = {
    term: 3,
    log: Array.from({ length: 9 }, (_, i) => ({ term: 1, command: { put: `key ${i}` } })),
    next: new Map([[0, { at: 2, inflight: [1, 2, 3] }], [1, { at: 9, inflight: [] }]]),
    votes: new Set([0, 1]),
  };
  assertEquals(
    inWords(state, 70),
    "term 3, log of 9 items, next of 2 entries, votes of 2 members",
  );
  assertEquals(inWords(state, 20), "4 fields");
  for (let most = 8; most < 300; most++) {
    const text = inWords(state, most), count = (sign: string) => text.split(sign).length;
    assertEquals([count("("), count("[")], [count(")"), count("]")], text);
  }
  assertEquals(inWords({ a: "x".repeat(90), b: 1 }, 40), `a ${"x".repeat(11)}…, b 1`);
  assertEquals(inWords({ a: "x ".repeat(90), b: 1 }, 40), `a "${"x ".repeat(4)}x…", b 1`);
});

Deno.test("how large a value is does not matter to how much of it is looked at", () => {
  let looked = 0;
  const part = (depth: number): unknown =>
    new Proxy(Array.from({ length: 200 }), {
      get: (parts, at) => {
        if (typeof at !== "string" || !/^\d+$/.test(at)) return Reflect.get(parts, at);
        looked++;
        return depth === 0 ? 1 : part(depth - 1);
      },
    });
  assertEquals(inWords(part(1), 80), "200 items");
  assert(looked < 4000, `${looked} parts were looked at`);
});

Deno.test("there must be room for a character", () => {
  assertThrows(() => inWords(1, 0), RangeError, "given 0");
});
