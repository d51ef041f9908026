import { assert, assertEquals } from "@std/assert";
import { hashKey, KeyHashes } from "./key_hash.ts";

const text = (word: string) => new TextEncoder().encode(word);

function lanesOf(key: Uint8Array, seed?: number): number[] {
  const lanes = new Uint32Array(2);
  hashKey(key, lanes, seed);
  return [...lanes];
}

Deno.test("the first lane is MurmurHash3 of 32 bits: its known values", () => {
  const known: readonly (readonly [string, number, number])[] = [
    ["", 0, 0],
    ["", 1, 0x514e28b7],
    ["", 0xffffffff, 0x81f16f39],
    ["test", 0, 0xba6bd213],
    ["hello", 0, 0x248bfa47],
    ["hello, world", 0, 0x149bbb7f],
    ["The quick brown fox jumps over the lazy dog", 0x9747b28c, 0x2fa826cd],
  ];
  for (const [word, seed, hash] of known) assertEquals(lanesOf(text(word), seed)[0], hash, word);
});

Deno.test("both lanes stay what they are, as filters on disks were built with them", () => {
  const word = text("happens before");
  assertEquals(lanesOf(word), [1351578245, 3127585596]);
});

Deno.test("each bit of a key, and its length, changes half of the bits of both lanes", () => {
  for (const length of [1, 3, 4, 7, 8, 16, 33]) {
    const changes = [0, 0];
    let flips = 0;
    for (let i = 0; i < 60; i++) {
      const key = Uint8Array.from({ length }, (_, at) => (at + 1) * (7 * i + 3)),
        before = lanesOf(key);
      for (let bit = 0; bit < 8 * length; bit++, flips++) {
        key[bit >> 3]! ^= 1 << (bit & 7);
        lanesOf(key).forEach((lane, j) => changes[j]! += ones(lane ^ before[j]!));
        key[bit >> 3]! ^= 1 << (bit & 7);
      }
    }
    for (const change of changes) {
      assert(Math.abs(change / flips - 16) < 0.6, `${change / flips} bits at length ${length}`);
    }
  }
  const zeros = Array.from({ length: 9 }, (_, length) => lanesOf(new Uint8Array(length)).join());
  assertEquals(new Set(zeros).size, 9);
});

Deno.test("every byte of a long key counts, to the last", () => {
  for (const length of [64, 65, 68, 127, 131, 1000, 70_001]) {
    const key = new Uint8Array(length).fill(65), before = lanesOf(key);
    for (let i = 0; i < length; i += i < 300 ? 1 : 997) {
      for (const at of [i, length - 1 - i]) {
        key[at] = 66;
        assert(!lanesOf(key).some((lane, j) => lane === before[j]), `byte ${at} of ${length}`);
        key[at] = 65;
      }
    }
  }
});

Deno.test("the lanes have nothing to do with each other", () => {
  let same = 0;
  for (let i = 0; i < 2000; i++) {
    const [first, second] = lanesOf(text(`key ${i}`)) as [number, number];
    same += 32 - ones(first ^ second);
  }
  assert(Math.abs(same / 2000 - 16) < 0.3, `${same / 2000} bits are the same`);
});

Deno.test("hashes of many keys: in their order, each once if the same follow each other", () => {
  const hashes = new KeyHashes(), lanes: number[][] = [];
  for (let i = 0; i < 300; i++) {
    const key = text(`key ${i}`);
    for (let times = i % 3; times >= 0; times--) hashes.add(key);
    lanes.push(lanesOf(key));
  }
  assertEquals(hashes.length, 300);
  assertEquals(lanes.map((_, i) => [hashes.first(i), hashes.second(i)]), lanes);
});

function ones(word: number): number {
  let count = 0;
  for (let bits = word; bits !== 0; bits &= bits - 1) count++;
  return count;
}
