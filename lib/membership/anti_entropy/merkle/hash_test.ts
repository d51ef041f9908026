import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { encodePlain } from "../../../codec/encode_plain.ts";
import { type Hash, HASH_BYTES, HASHES, hashOf, minus, plus } from "./hash.ts";

const hash = fc.nat().chain((low) => fc.nat(2 ** 20 - 1).map((high) => high * 2 ** 32 + low));

Deno.test("a hash is a whole number below 2^52, and takes nine bytes at most", () => {
  for (let i = 0; i < 1000; i++) {
    const own = hashOf(`${i}`);
    assert(Number.isSafeInteger(own) && own >= 0 && own < HASHES);
    assert(encodePlain(own).length <= HASH_BYTES);
  }
  assertEquals(encodePlain(HASHES - 1).length, HASH_BYTES);
});

Deno.test("sums of hashes are exact, in whatever order, and a member that is taken out leaves no trace", () => {
  fc.assert(fc.property(hash, hash, hash, (a, b, c) => {
    assertEquals(plus(a, b), Number((BigInt(a) + BigInt(b)) % 2n ** 52n));
    assertEquals(plus(plus(a, b), c), plus(a, plus(c, b)));
    assertEquals(minus(plus(a, b), b), a);
  }));
});

Deno.test("two equal hashes do not cancel, unless they are 0 or 2^51", () => {
  fc.assert(fc.property(hash, (a) => assert(plus(a, a) !== 0 || a === 0 || a === HASHES / 2)));
});

Deno.test("hashes of similar texts are spread evenly over ranges, in high bits and in low ones", () => {
  const BINS = 64, COUNT = 64_000;
  for (const binOf of [(h: Hash) => Math.floor(h / HASHES * BINS), (h: Hash) => h % BINS]) {
    const bins = new Array<number>(BINS).fill(0);
    for (let i = 0; i < COUNT; i++) bins[binOf(hashOf(`key-${i}`))]!++;
    const mean = COUNT / BINS;
    const chi = bins.reduce((sum, count) => sum + (count - mean) ** 2 / mean, 0);
    // 63 degrees of freedom: once in a million above 130.
    assert(chi < 130, `${chi}`);
  }
});

Deno.test("100,000 similar texts have different hashes", () => {
  const hashes = new Set(Array.from({ length: 100_000 }, (_, i) => hashOf("k", `${i}`, "0")));
  assertEquals(hashes.size, 100_000);
});
