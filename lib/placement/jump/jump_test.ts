import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { jump, jumping } from "./jump.ts";

/** The paper's C++ in BigInt. */
function naiveJump(key: bigint, buckets: number): number {
  let bucket = -1, next = 0;
  while (next < buckets) {
    bucket = next;
    key = key * 2862933555777941757n + 1n & (1n << 64n) - 1n;
    next = Math.floor((bucket + 1) * (2 ** 31 / (Number(key >> 33n) + 1)));
  }
  return bucket;
}

const words = fc.record({
  high: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  low: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
});

Deno.test("it jumps as the paper's code does", () => {
  fc.assert(fc.property(words, fc.integer({ min: 1, max: 100_000 }), (hash, buckets) => {
    const key = BigInt(hash.high) << 32n | BigInt(hash.low);
    assertEquals(jump(hash, buckets), naiveJump(key, buckets));
  }));
});

Deno.test("known buckets of small keys", () => {
  const buckets = (low: number) => [1, 10, 100, 1000].map((count) => jump({ high: 0, low }, count));
  assertEquals(buckets(0), [0, 0, 0, 0]);
  assertEquals(buckets(1), [0, 6, 55, naiveJump(1n, 1000)]);
});

Deno.test("with one bucket more a key stays or moves to it", () => {
  fc.assert(fc.property(words, fc.integer({ min: 1, max: 1000 }), (hash, buckets) => {
    const bucket = jump(hash, buckets + 1);
    assert(bucket === buckets || bucket === jump(hash, buckets));
  }));
});

Deno.test("no bucket is refused", () => {
  assertThrows(() => jump({ high: 0, low: 0 }, 0), RangeError, "given 0 buckets");
});

Deno.test("a node whose name is the greatest takes keys, and moves none among the others", () => {
  const before = jumping(["a", "b", "c"].map((id) => ({ id }))), after = before.add({ id: "d" });
  const keys = Array.from({ length: 1000 }, (_, i) => `${i}`);
  const moved = keys.filter((key) => before.place(key) !== after.place(key));
  assert(moved.every((key) => after.place(key) === "d"));
  assert(Math.abs(moved.length - 250) < 5 * Math.sqrt(188), `${moved.length}`);
});

Deno.test("weights are refused", () => {
  assertThrows(() => jumping([{ id: "a", weight: 2 }]), RangeError, 'given 2 for "a"');
});
