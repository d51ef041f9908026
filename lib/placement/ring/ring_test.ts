import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Hashing, hashing, truncated } from "../hash/hashing.ts";
import { ring } from "./ring.ts";

/** Points and keys exactly where a test wants them: a key is its position in decimal. */
function placed(points: Readonly<Record<string, readonly number[]>>): Hashing {
  return {
    key: (key) => ({ high: Number(key), low: 0 }),
    point: (id, copy) => ({ high: points[id]![copy]!, low: 0 }),
  };
}

const LAST = 2 ** 32 - 1;

Deno.test("the edges of the ring: before the first point, on a point, behind the last", () => {
  const hashing = placed({ a: [10, 1000], b: [20, 2000] });
  const { place } = ring([{ id: "a" }, { id: "b" }], { points: 2, hashing });
  const keys = [0, 9, 10, 11, 20, 21, 1000, 1001, 2000, 2001, LAST];
  assertEquals(keys.map((key) => place(`${key}`)).join(""), "aaabbaabbaa");
});

Deno.test("points at both ends of the ring", () => {
  const hashing = placed({ a: [0], b: [LAST] });
  const { place } = ring([{ id: "a" }, { id: "b" }], { points: 1, hashing });
  assertEquals([0, 1, LAST - 1, LAST].map((key) => place(`${key}`)).join(""), "abbb");
});

Deno.test("two nodes at one point: the lesser name has it, and the other when it is gone", () => {
  const hashing = placed({ a: [5], b: [5], c: [9] });
  const whole = ring([{ id: "c" }], { points: 1, hashing }).add({ id: "b" }).add({ id: "a" });
  assertEquals(whole.place("3"), "a");
  assertEquals(whole.remove("a").place("3"), "b");
  assertEquals(whole.remove("b").remove("a").place("3"), "c");
  assertEquals(whole.replicas("3", 3), ["a", "b", "c"]);
});

Deno.test("copies go to new zones first, and then to nodes that were passed over", () => {
  const hashing = placed({ a: [1], b: [2], c: [3], d: [4] });
  const zones = ["x", "x", "y", "x"];
  const members = ["a", "b", "c", "d"].map((id, i) => ({ id, zone: zones[i]! }));
  const { replicas } = ring(members, { points: 1, hashing });
  assertEquals(replicas("0", 1), ["a"]);
  assertEquals(replicas("0", 2), ["a", "c"]);
  assertEquals(replicas("0", 4), ["a", "c", "b", "d"]);
  assertEquals(replicas("4", 3), ["d", "c", "a"]);
});

Deno.test("it is the same ring, however it was made", () => {
  const some = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 8 });
  fc.assert(fc.property(some, fc.integer({ min: 2, max: 32 }), fc.nat(7), (ids, bits, gone) => {
    const options = { points: 5, hashing: truncated(hashing(), bits) };
    const whole = ring(ids.map((id) => ({ id })), options);
    const byOne = ids.reduce((made, id) => made.add({ id }), ring([], options));
    assertEquals(byOne.points, whole.points);
    if (gone >= ids.length) return;
    const less = whole.remove(ids[gone]!);
    assertEquals(less.points, ring(less.members, options).points);
  }));
});

Deno.test("a node of a small weight has a point", () => {
  const { points } = ring([{ id: "a", weight: 1e-9 }, { id: "b", weight: 2 }], { points: 10 });
  assertEquals(points.owners.filter((owner) => owner === 0).length, 1);
  assertEquals(points.owners.length, 21);
});

Deno.test("what cannot be is refused, in words", () => {
  assertThrows(() => ring([], { points: 0 }), RangeError, "at least one point: given 0");
  assertThrows(() => ring([{ id: "" }]), TypeError, 'not empty: given ""');
  assertThrows(() => ring([{ id: "\ud800" }]), TypeError, 'given "\\ud800"');
  assertThrows(() => ring([{ id: "a", weight: 1e9 }]), RangeError, 'given 100000000000 for "a"');
  assertThrows(() => ring([{ id: "a" }, { id: "a" }]), RangeError, 'one name: given "a"');
  assertThrows(() => ring([{ id: "a" }]).add({ id: "a" }), RangeError, 'one name: given "a"');
});

Deno.test("a node that is weighed keeps its zone", () => {
  const zoned = ["a", "b", "c", "d"].map((id, i) => ({ id, zone: i < 2 ? "x" : "y" }));
  const weighed = ring(zoned).weigh("a", 2);
  assertEquals(weighed.members.map(({ zone }) => zone), ["x", "x", "y", "y"]);
  for (let i = 0; i < 50; i++) {
    const zones = weighed.replicas(`key ${i}`, 2).map((id) => id < "c" ? "x" : "y");
    assertEquals(new Set(zones).size, 2);
  }
});
