import { assertEquals } from "@std/assert";
import { powerOfTwo, upperWord, wholeParts } from "./words.ts";

Deno.test("a double is a whole number times a power of two", () => {
  assertEquals(wholeParts(1), { whole: 2n ** 52n, exponent: -52 });
  assertEquals(wholeParts(-1.5), { whole: -3n * 2n ** 51n, exponent: -52 });
  assertEquals(wholeParts(5e-324), { whole: 1n, exponent: -1074 });
  assertEquals(wholeParts(Number.MAX_VALUE), { whole: 2n ** 53n - 1n, exponent: 971 });
  assertEquals(wholeParts(-0).whole, 0n);
});

Deno.test("powers of two are exact, to the one below the normal numbers", () => {
  for (const n of [-1023, -1022, -1, 0, 1, 52, 1023]) {
    assertEquals(
      wholeParts(powerOfTwo(n)).whole << BigInt(wholeParts(powerOfTwo(n)).exponent + 1074),
      2n ** BigInt(n + 1074),
    );
  }
});

Deno.test("the upper word has the sign, the exponent and 20 bits of the fraction", () => {
  assertEquals([1, -1, 1.5, 2].map(upperWord), [0x3ff00000, 0xbff00000, 0x3ff80000, 0x40000000]);
});
