import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { naiveXxHash64 } from "./naive_test.ts";
import { type Hash64, XxHash64 } from "./xxhash64.ts";

const PRIME32 = 2654435761;

/** The bytes of the reference implementation's own checks: the upper bytes of powers of a prime. */
const sanity = (() => {
  let word = BigInt(PRIME32);
  return Uint8Array.from({ length: 222 }, () => {
    const byte = Number(word >> 56n);
    word = word * 11400714785074694797n & (1n << 64n) - 1n;
    return byte;
  });
})();

function hex({ high, low }: Hash64): string {
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}

const vectors: readonly (readonly [bytes: number, zero: string, prime: string])[] = [
  [0, "ef46db3751d8e999", "ac75fda2929b17ef"],
  [1, "e934a84adb052768", "5014607643a9b4c3"],
  [4, "9136a0dca57457ee", "caab286bd8e9fdb5"],
  [14, "8282dcc4994e35c8", "c3bd6bf63deb6df0"],
  [32, "18b216492bb44b70", "b3f33bdf93ade409"],
  [101, "a51ea2101b2d114c", "6b38a5bbba1f049c"],
  [222, "b641ae8cb691c174", "20cb8ab7ae10c14a"],
];

for (const [length, zero, prime] of vectors) {
  Deno.test(`the reference's check of ${length} bytes, with seeds 0 and ${PRIME32}`, () => {
    assertEquals(hex(new XxHash64().of(sanity, length)), zero);
    assertEquals(hex(new XxHash64(PRIME32).of(sanity.slice(0, length))), prime);
  });
}

Deno.test("known texts", () => {
  const of = (text: string) => hex(new XxHash64().of(new TextEncoder().encode(text)));
  assertEquals(of("a"), "d24ec4f1a98c6e5b");
  assertEquals(of("abc"), "44bc2cf5ad770999");
  assertEquals(of("Nobody inspects the spammish repetition"), "fbcea83c8a378bf1");
});

Deno.test("it is what the specification says in BigInt", () => {
  fc.assert(fc.property(
    fc.uint8Array({ maxLength: 100 }),
    fc.maxSafeNat(),
    (bytes, seed) => {
      const hash = hex(new XxHash64(seed).of(bytes));
      assertEquals(hash, naiveXxHash64(bytes, BigInt(seed)).toString(16).padStart(16, "0"));
    },
  ));
});

Deno.test("one hasher hashes many, and each as if it were the first", () => {
  const hasher = new XxHash64(7);
  for (const length of [222, 3, 32, 0, 222, 31]) {
    assertEquals(hasher.of(sanity, length), new XxHash64(7).of(sanity, length));
  }
});

Deno.test("a seed that is no whole number is refused", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(() => new XxHash64(seed), RangeError, `2^53 - 1: given ${seed}`);
  }
});
