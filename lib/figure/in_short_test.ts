import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encode } from "../model/encode.ts";
import { plain } from "../model/plain_arbitrary_test.ts";
import { inShort } from "./in_short.ts";

Deno.test("what fits is told whole, and nothing is longer than it may be", () => {
  fc.assert(fc.property(plain, fc.integer({ min: 12, max: 200 }), (value, most) => {
    const text = inShort(value, most), whole = encode(value);
    assert(text.length <= most, text);
    if (whole.length <= most) assertEquals(text, whole);
  }));
});

Deno.test("data that does not fit is counted from the inside, and never breaks off", () => {
  const state = {
    term: 3,
    log: Array.from({ length: 9 }, (_, i) => ({ term: 1, command: { put: `key ${i}` } })),
    next: new Map([[0, { at: 2, inflight: [1, 2, 3] }], [1, { at: 9, inflight: [] }]]),
    votes: new Set([0, 1]),
  };
  assertEquals(
    inShort(state, 80),
    "{term: 3, log: 9 items, next: 2 entries, votes: 2 members}",
  );
  assertEquals(inShort(state, 20), "4 fields");
  for (let most = 8; most < 300; most++) {
    const text = inShort(state, most);
    const count = (sign: string) => text.split(sign).length;
    assertEquals([count("{"), count("[")], [count("}"), count("]")], text);
  }
});

Deno.test("a long text within is cut, and a text alone has all the room there is", () => {
  assertEquals(inShort({ a: "x".repeat(90), b: 1 }, 40), `{a: "${"x".repeat(10)}…, b: 1}`);
  assertEquals(inShort("x".repeat(90), 40).length, 40);
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
  assertEquals(inShort(part(1), 80), "200 items");
  assert(looked < 2000, `${looked} parts were looked at`);
});
