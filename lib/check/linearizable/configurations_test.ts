import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { Configurations } from "./configurations.ts";
import { States } from "./states.ts";

Deno.test("a set of configurations is a set, however it grows", () => {
  const configuration = fc.tuple(
    fc.nat(3),
    fc.nat(3),
    fc.array(fc.nat(3), { minLength: 2, maxLength: 2 }),
  );
  fc.assert(fc.property(fc.array(configuration, { maxLength: 300, size: "max" }), (added) => {
    const set = new Configurations(2, { left: Infinity });
    const twin = new Set<string>();
    for (const each of added) {
      const [frontier, state, bits] = each;
      const words = Int32Array.from(bits);
      assertEquals(set.has(frontier, state, words), twin.has(String(each)));
      assertEquals(set.add(frontier, state, words), !twin.has(String(each)));
      twin.add(String(each));
    }
    assertEquals(set.size, twin.size);
  }));
});

Deno.test("configurations of one hash are told apart", () => {
  const set = new Configurations(1, { left: Infinity });
  const bits = Int32Array.of(0);
  // Among so many some share their 32 bits: 200,000² / 2³³ are 4.7 pairs.
  for (let state = 0; state < 200_000; state++) {
    assert(set.add(state % 7, state, bits) && !set.add(state % 7, state, bits));
  }
  assertEquals(set.size, 200_000);
});

Deno.test("memory is shared, and given back", () => {
  const memory = { left: 100 };
  const first = new Configurations(1, memory);
  const bits = Int32Array.of(0);
  while (memory.left >= 32) assert(first.add(0, memory.left, bits));
  assert(first.add(1, 1, bits));
  assert(!first.has(1, 1, bits), "a full set takes no more");
  first.release();
  assertEquals(memory.left, 100);
});

Deno.test("equal states have one number, and others another", () => {
  const states = new States<unknown>();
  const given = [0, -0, "0", 0n, null, undefined, [1], [1], { a: 1, b: 2 }, { b: 2, a: 1 }, 0];
  assertEquals(given.map((state) => states.number(state)), [0, 1, 2, 3, 4, 5, 6, 6, 7, 7, 0]);
});
