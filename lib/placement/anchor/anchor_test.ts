import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { hashing } from "../hash/hashing.ts";
import { anchor } from "./anchor.ts";
import { bucketOf, newBuckets, withOneMore, withoutOne } from "./buckets.ts";

const hashes = Array.from({ length: 3000 }, (_, i) => hashing().key(`${i}`));

Deno.test("keys fall on buckets that work, evenly, and only those of one that goes move", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.nat(11)), { maxLength: 20 }), (steps) => {
      let buckets = newBuckets(12, 6), working = new Set([0, 1, 2, 3, 4, 5]);
      for (const step of steps) {
        const before = buckets;
        if (step === null && working.size < 12) {
          const more = withOneMore(buckets);
          buckets = more.buckets;
          working = new Set([...working, more.bucket]);
        } else if (step !== null && working.has(step) && working.size > 1) {
          buckets = withoutOne(buckets, step);
          working = new Set([...working].filter((bucket) => bucket !== step));
        }
        // W begins with all that work, and L says where each is.
        const { W, L } = buckets;
        assertEquals(new Set(W.slice(0, working.size)), working);
        for (const bucket of working) assertEquals(W[L[bucket]!], bucket);
        const counts = new Map([...working].map((bucket) => [bucket, 0]));
        for (const hash of hashes) {
          const was = bucketOf(before, hash), is = bucketOf(buckets, hash);
          assert(working.has(is));
          assert(was === is || !working.has(was) || before.A[is]! > 0);
          counts.set(is, counts.get(is)! + 1);
        }
        const mean = hashes.length / working.size;
        for (const count of counts.values()) assert(Math.abs(count - mean) < 6 * Math.sqrt(mean));
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("who goes and comes again has its bucket again", () => {
  const buckets = withoutOne(withoutOne(newBuckets(9, 6), 2), 4);
  const { buckets: more, bucket } = withOneMore(buckets);
  assertEquals(bucket, 4);
  assertEquals(withoutOne(more, bucket).removed, buckets.removed);
  assertEquals([...withoutOne(more, bucket).A], [...buckets.A]);
});

Deno.test("it can become empty, and be filled again", () => {
  const one = anchor([{ id: "a" }], { capacity: 2 });
  const again = one.remove("a").add({ id: "b" }).add({ id: "c" });
  assertEquals(new Set(hashes.map((hash) => again.members[again.pick(hash)]!.id)).size, 2);
});

Deno.test("there are so many buckets, and no more", () => {
  const full = anchor([{ id: "a" }, { id: "b" }], { capacity: 2 });
  assertThrows(() => full.add({ id: "c" }), RangeError, "given 2 buckets for 3 nodes");
  assertThrows(
    () => anchor([{ id: "a" }, { id: "b" }], { capacity: 1 }),
    RangeError,
    "given 1 buckets",
  );
  assertThrows(() => anchor([], { capacity: 1e9 }), RangeError, "given 1000000000 buckets");
});
