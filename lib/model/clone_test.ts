import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Buffer } from "node:buffer";
import { clone } from "./clone.ts";
import { encode } from "./encode.ts";
import { plain } from "./plain_arbitrary_test.ts";

/** Every object that can be reached from `value`, and every buffer under its bytes. */
function memory(value: unknown, found = new Set<object>()): Set<object> {
  if (typeof value !== "object" || value === null) return found;
  found.add(value);
  if (value instanceof Uint8Array) found.add(value.buffer);
  else if (value instanceof Map) {
    for (const entry of value) {
      entry.forEach((x) => memory(x, found));
    }
  } else if (value instanceof Set) { for (const member of value) memory(member, found); }
  else for (const item of Object.values(value)) memory(item, found);
  return found;
}

Deno.test("a clone equals its original and shares no memory with it", () => {
  fc.assert(
    fc.property(plain, (value) => {
      const copy = clone(value);
      assertEquals(copy, value);
      assert(memory(copy).isDisjointFrom(memory(value)));
    }),
    { numRuns: 1000 },
  );
});

Deno.test("a clone keeps the order of insertion, since handlers iterate by it", () => {
  const state = { b: new Map([["y", 1], ["x", 2]]), a: new Set([2, 1]) };
  const copy = clone(state);
  assertEquals(Object.keys(copy), ["b", "a"]);
  assertEquals([...copy.b.keys()], ["y", "x"]);
  assertEquals([...copy.a], [2, 1]);
});

Deno.test("changing a clone leaves the original as it was", () => {
  const state = {
    log: [{ term: 1 }],
    votes: new Map([[0, new Set([1])]]),
    bytes: new Uint8Array([1]),
  };
  const before = encode(state);
  const copy = clone(state);
  copy.log[0]!.term = 2;
  copy.votes.get(0)!.add(2);
  copy.bytes[0] = 9;
  assertEquals(encode(state), before);
});

Deno.test("views and Node buffers are copied as bytes of their own", () => {
  const all = new Uint8Array([1, 2, 3]);
  for (const view of [all.subarray(1), Buffer.from(all.buffer, 1)]) {
    const copy = clone(view);
    all[1] = 7;
    assertEquals(encode(copy), "<0203>");
    all[1] = 2;
  }
});
