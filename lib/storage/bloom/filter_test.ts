import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { MalformedBytes } from "../../codec/malformed.ts";
import { blockedBloom } from "./blocked.ts";
import { bloom, probesFor } from "./bloom.ts";
import type { FilterKind } from "./filter.ts";
import { KeyHashes } from "./key_hash.ts";
import {
  bitsFor,
  blockedRate,
  bloomRate,
  leastBloomRate,
  ribbonBits,
  ribbonRate,
} from "./rates.ts";
import { readFilter } from "./read_filter.ts";
import { ribbon } from "./ribbon.ts";

const text = (word: string) => new TextEncoder().encode(word);

function hashesOf(keys: Iterable<Uint8Array>): KeyHashes {
  const hashes = new KeyHashes();
  for (const key of keys) hashes.add(key);
  return hashes;
}

/** How often a filter of `n` keys takes another key for one of them, and how many bits a key it has. */
function measured(
  kind: FilterKind,
  n: number,
  questions = 100_000,
): { rate: number; bits: number } {
  const bytes = kind.build(hashesOf(Array.from({ length: n }, (_, i) => text(`key ${i}`))));
  const filter = readFilter(bytes);
  assertEquals(filter.bytes, bytes.length);
  for (let i = 0; i < n; i++) assert(filter.has(text(`key ${i}`)), `${kind.name} misses key ${i}`);
  let wrong = 0;
  for (let i = 0; i < questions; i++) if (filter.has(text(`other ${i}`))) wrong++;
  return { rate: wrong / questions, bits: 8 * bytes.length / n };
}

/** Three standard deviations and a little of what so many questions can tell. */
function assertClose(rate: number, expected: number, more = 0.03, questions = 100_000): void {
  const chance = 3 * Math.sqrt(expected / questions);
  assert(Math.abs(rate - expected) < chance + more * expected, `${rate} and not ${expected}`);
}

const kinds = [1, 5, 10, 20].flatMap((bits) => [bloom(bits), blockedBloom(bits)])
  .concat([1, 4, 7, 16, 32].map(ribbon));

for (const kind of kinds) {
  Deno.test(`${kind.name}: says yes to every key of the set`, () => {
    const keys = fc.array(fc.uint8Array({ maxLength: 12 }), { maxLength: 300, size: "max" });
    fc.assert(
      fc.property(keys, (keys) => {
        const filter = readFilter(kind.build(hashesOf(keys)));
        for (const key of keys) assert(filter.has(key));
      }),
      { numRuns: 50 },
    );
  });

  Deno.test(`${kind.name}: says no to all if there are no keys`, () => {
    const filter = readFilter(kind.build(new KeyHashes()));
    assertEquals([filter.has(text("a")), filter.has(text(""))], [false, false]);
    assert(filter.bytes <= 3);
  });
}

Deno.test("what makes no filter is refused: bits a key, and columns", () => {
  for (const bits of [0, -0, -1, 0.5, 1e-320, 101, Infinity, NaN]) {
    const words = `bits a key must be from 1 to 100: given ${bits}`;
    assertThrows(() => bloom(bits), RangeError, words);
    assertThrows(() => blockedBloom(bits), RangeError, words);
  }
  for (const columns of [0, -1, 1.5, 33, Infinity, NaN]) {
    const words = `columns must be a whole number from 1 to 32: given ${columns}`;
    assertThrows(() => ribbon(columns), RangeError, words);
  }
});

Deno.test("the smallest and the largest filters that are made know their keys, be it one", () => {
  const all = [1, 1.5, 100].flatMap((bits) => [bloom(bits), blockedBloom(bits)]);
  for (const kind of [...all, ribbon(1), ribbon(32)]) {
    for (const count of [1, 2, 100]) {
      const keys = Array.from({ length: count }, (_, i) => text(`key ${i}`));
      const filter = readFilter(kind.build(hashesOf(keys)));
      assert(keys.every((key) => filter.has(key)), `${kind.name} of ${count} keys`);
    }
  }
});

Deno.test("Bloom: wrong as often as (1 − e^(−kn/m))^k says, which is near 0.6185^(m/n)", () => {
  for (const asked of [2, 5, 10, 14]) {
    const { rate, bits } = measured(bloom(asked), 10_000), k = probesFor(asked);
    assertClose(rate, bloomRate(bits, k));
    assertClose(rate, leastBloomRate(bits), 0.07);
    assert(bits < asked + 0.01);
  }
  assertEquals([1, 2, 5, 10, 20, 60].map(probesFor), [1, 1, 3, 7, 14, 30]);
});

Deno.test("blocked Bloom: wrong a little more often than Bloom, as the sum over its lines says", () => {
  for (const asked of [5, 10, 14]) {
    const { rate, bits } = measured(blockedBloom(asked), 10_000), k = probesFor(asked);
    const expected = blockedRate(bits, k);
    assertClose(rate, expected, 0.06);
    assert(expected > bloomRate(bits, k));
  }
});

Deno.test("ribbon: wrong once in 2^r, with 1.07 to 1.13 times as many bits as are needed", () => {
  for (const r of [4, 7, 10]) {
    const { rate, bits } = measured(ribbon(r), 20_000);
    assertClose(rate, ribbonRate(r));
    assertClose(bits, ribbonBits(r), 0.02);
    const times = bits / r;
    assert(times > 1.07 && times < 1.13, `${times}`);
  }
  // As many bits as a Bloom filter of ten bits a key is wrong with.
  assert(measured(ribbon(7), 20_000).bits < 7.9);
});

Deno.test("ribbon: where equations pile up, places are drawn anew", () => {
  const keys = Array.from({ length: 20_000 }, (_, i) => text(`127 ${i}`));
  const bytes = ribbon(4).build(hashesOf(keys)), filter = readFilter(bytes);
  assertEquals(bytes[2], 1);
  assert(keys.every((key) => filter.has(key)));
  let wrong = 0;
  for (let i = 0; i < 50_000; i++) if (filter.has(text(`other ${i}`))) wrong++;
  assertClose(wrong / 50_000, 1 / 16, 0, 50_000);
});

Deno.test("ribbon: the same key again and again is no reason to go on for ever", () => {
  const keys = Array.from({ length: 1000 }, (_, i) => text(`key ${i % 10}`));
  const filter = readFilter(ribbon(7).build(hashesOf(keys)));
  assert(keys.every((key) => filter.has(key)) && !filter.has(text("another")));
});

Deno.test("a filter does not depend on where its bytes are, nor on anything but its keys", () => {
  const keys = Array.from({ length: 200 }, (_, i) => text(`key ${i}`));
  for (const kind of [bloom(10), blockedBloom(10), ribbon(7)]) {
    const bytes = kind.build(hashesOf(keys));
    assertEquals(kind.build(hashesOf(keys)), bytes);
    const moved = new Uint8Array(bytes.length + 3);
    moved.set(bytes, 3);
    const filter = readFilter(moved.subarray(3));
    assert(keys.every((key) => filter.has(key)));
    assert(keys.some((_, i) => !filter.has(text(`other ${i}`))));
  }
});

Deno.test("the layout of a Bloom filter: its kind, k, and bits h₁ + i·h₂ of each key, scaled", () => {
  const hashes = hashesOf(["a", "b", "c", "d", "e"].map(text)), expected = [1, 2, 0, 0];
  for (let i = 0; i < hashes.length; i++) {
    for (let probe = 0n; probe < 2n; probe++) {
      const hash = BigInt(hashes.first(i)) + probe * BigInt(hashes.second(i) | 1);
      const place = Number((hash & 0xffffffffn) * 16n >> 32n);
      expected[2 + (place >> 3)]! |= 1 << (place & 7);
    }
  }
  assertEquals([...bloom(3).build(hashes)], expected);
});

Deno.test("any bytes are a filter that answers, or are refused", () => {
  let read = 0;
  const bytes = fc.tuple(
    fc.nat(4),
    fc.nat(40),
    fc.oneof(fc.uint8Array(), fc.nat(5).map((n) => new Uint8Array(64 * n).fill(170))),
  );
  fc.assert(
    fc.property(bytes, ([kind, each, rest]) => {
      try {
        readFilter(Uint8Array.of(kind, each, ...rest)).has(text("key"));
        read++;
      } catch (error) {
        assert(error instanceof MalformedBytes, String(error));
      }
    }),
    { numRuns: 1000 },
  );
  assert(read > 200, `${read}`);
});

Deno.test("filters are refused that say what cannot be", () => {
  const rest = new Uint8Array(64);
  for (
    const [head, reason] of [
      [[], "2 bytes"],
      [[1], "2 bytes"],
      [[0, 1, ...rest], "known kind"],
      [[4, 1, ...rest], "known kind"],
      [[1, 0, ...rest], "1 to 32"],
      [[1, 33, ...rest], "1 to 32"],
      [[2, 1, ...rest, 0], "lines"],
      [[3, 3, 0, ...rest], "rows"],
      [[3, 3], "rows"],
    ] as const
  ) {
    assertThrows(() => readFilter(Uint8Array.from(head)), MalformedBytes, reason);
  }
});

Deno.test("bits for a rate: a Bloom filter takes 1.44 times the least, a ribbon less than 1.2 times", () => {
  for (const columns of [4, 7, 10, 14]) {
    const rate = ribbonRate(columns), { least, bloom, ribbon } = bitsFor(rate);
    assertEquals(least, columns);
    assertAlmostEquals(leastBloomRate(bloom), rate, 1e-9 * rate);
    assert(bloom / least > 1.44 && bloom / least < 1.45 && ribbon / least < 1.2, `${columns}`);
  }
  assertAlmostEquals(bitsFor(0.01).bloom, 9.585, 0.001);
  assertAlmostEquals(leastBloomRate(10), 0.6185 ** 10, 1e-5);
  for (const rate of [0, 1, NaN]) assertThrows(() => bitsFor(rate), RangeError, "Cannot say");
});
