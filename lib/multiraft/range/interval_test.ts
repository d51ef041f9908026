import { assertEquals } from "@std/assert";
import fc from "fast-check";
import {
  everything,
  holds,
  type Interval,
  intervalInWords,
  isEmpty,
  joined,
  meets,
  overlap,
} from "./interval.ts";

const letters = ["", "a", "b", "c", "d", "e"];
const keys = [...letters, "a\0", "b\uffff", "zz"];
const anInterval: fc.Arbitrary<Interval> = fc.record({
  start: fc.constantFrom(...letters),
  end: fc.constantFrom(...letters.slice(1), null),
});

Deno.test("interval: two overlap exactly if some key is in both", () => {
  fc.assert(fc.property(anInterval, anInterval, (a, b) => {
    assertEquals(overlap(a, b), keys.some((key) => holds(a, key) && holds(b, key)));
  }));
});

Deno.test("interval: one is empty exactly if no key is in it", () => {
  fc.assert(fc.property(anInterval, (interval) => {
    assertEquals(isEmpty(interval), !keys.some((key) => holds(interval, key)));
  }));
});

Deno.test("interval: two that meet are joined, in either order, and have their keys between them", () => {
  fc.assert(fc.property(anInterval, anInterval, (a, b) => {
    const both = joined(a, b);
    assertEquals(both === undefined, !meets(a, b) && !meets(b, a));
    if (both === undefined || isEmpty(a) || isEmpty(b)) return;
    for (const key of keys) assertEquals(holds(both, key), holds(a, key) || holds(b, key));
  }));
});

Deno.test("interval: the last one has no end", () => {
  assertEquals(intervalInWords(everything), "[−∞, ∞)");
  assertEquals(intervalInWords({ start: "a", end: "m" }), "[a, m)");
});
