/** The loops in WebAssembly. @module */

import type { Hashes } from "../rendezvous/rendezvous.ts";
import { assertSeed } from "../hash/xxhash64.ts";
import { plant } from "./blocks.ts";
import { assertChoice, assertHalves, assertTable, assertTexts, type Loops } from "./loops.ts";
import { newHashes } from "./plain.ts";
import { Room } from "./room.ts";
import { scalarWasm } from "./scalar_wasm.ts";
import { simdWasm } from "./simd_wasm.ts";

/** Keys that are taken at a time: their words fit into the first cache. */
const CHUNK = 1024;

/** Vectors take keys in eights. */
const EIGHT = 8;

/** The loops with scalars alone. */
export const scalars: Loops = compiled("scalars", scalarWasm, { hasVectors: false });

/**
 * The loops with vectors. They pay in rendezvous, on a ring and for numbers. Texts are hashed and
 * tables are filled as quickly as by scalars: xxHash64 multiplies words of 64 bits, which most
 * machines can do one at a time alone, and an entry of a table depends on all before. Throws when
 * it is first used where there are no vectors.
 */
export const vectors: Loops = compiled("vectors", simdWasm, { hasVectors: true });

function compiled(
  name: string,
  base64: string,
  { hasVectors }: { readonly hasVectors: boolean },
): Loops {
  let module: WebAssembly.Module | undefined;
  // Compiled when it is first used, and once.
  const room = () => new Room(module ??= new WebAssembly.Module(Uint8Array.fromBase64(base64)));
  return {
    name,
    texts(texts, seed = 0) {
      assertTexts(texts);
      assertSeed(seed);
      return hashTexts(room(), texts, seed);
    },
    numbers(numbers, seed = 0) {
      assertHalves(numbers);
      return hashNumbers(room(), numbers, seed);
    },
    rendezvous(nodes) {
      assertHalves(nodes);
      assertChoice(nodes.highs.length, "node");
      return meeting(room(), nodes, hasVectors);
    },
    search(points) {
      assertChoice(points.length, "point");
      return finding(room(), points, hasVectors);
    },
    fill(preferences, size) {
      assertTable(preferences, size);
      const own = room(), table = own.reserve(4 * size);
      const next = own.put(Int32Array.from(preferences, ({ offset }) => offset));
      const skips = own.put(Int32Array.from(preferences, ({ skip }) => skip));
      if (preferences.length === 0) return new Int32Array(size).fill(-1);
      own.loops.fill(next, skips, preferences.length, size, table);
      return new Int32Array(own.loops.memory.buffer.slice(table, table + 4 * size));
    },
  };
}

function hashTexts(room: Room, texts: Parameters<Loops["texts"]>[0], seed: number): Hashes {
  const { bytes, ends } = texts, count = ends.length;
  const at = room.reserve(bytes.length), endsAt = room.put(ends);
  const highs = room.reserve(4 * count), lows = room.reserve(4 * count);
  room.bytes(at, bytes.length).set(bytes);
  room.loops.texts(at, endsAt, count, Math.floor(seed / 2 ** 32), seed >>> 0, highs, lows);
  return { highs: room.words(highs, count).slice(), lows: room.words(lows, count).slice() };
}

function hashNumbers(room: Room, { highs, lows }: Hashes, seed: number): Hashes {
  const hashes = newHashes(highs.length), bytes = 4 * CHUNK;
  const at = [bytes, bytes, bytes, bytes].map((bytes) => room.reserve(bytes));
  const [inHighs, inLows, outHighs, outLows] = at as [number, number, number, number];
  for (let from = 0; from < highs.length; from += CHUNK) {
    const count = Math.min(CHUNK, highs.length - from);
    room.words(inHighs, CHUNK).set(highs.subarray(from, from + count));
    room.words(inLows, CHUNK).set(lows.subarray(from, from + count));
    room.loops.numbers(inHighs, inLows, whole(count), seed, outHighs, outLows);
    hashes.highs.set(room.words(outHighs, count), from);
    hashes.lows.set(room.words(outLows, count), from);
  }
  return hashes;
}

/** So many keys, and those that fill up the last eight. */
function whole(count: number): number {
  return Math.ceil(count / EIGHT) * EIGHT;
}

function meeting(room: Room, nodes: Hashes, hasEights: boolean): (keys: Hashes) => Uint32Array {
  const count = hasEights ? whole(nodes.highs.length) : nodes.highs.length;
  const nodeHighs = room.put(repeated(nodes.highs, count));
  const nodeLows = room.put(repeated(nodes.lows, count));
  const [highs, lows, out] = [0, 1, 2].map(() => room.reserve(4 * CHUNK)) as [
    number,
    number,
    number,
  ];
  return (keys) => {
    assertHalves(keys);
    const found = new Uint32Array(keys.highs.length);
    for (let from = 0; from < found.length; from += CHUNK) {
      const taken = Math.min(CHUNK, found.length - from);
      room.words(highs, CHUNK).set(keys.highs.subarray(from, from + taken));
      room.words(lows, CHUNK).set(keys.lows.subarray(from, from + taken));
      room.loops.rendezvous(highs, lows, whole(taken), nodeHighs, nodeLows, count, out);
      found.set(room.words(out, taken), from);
    }
    return found;
  };
}

/** So many words: these, and then the first one again and again. */
function repeated(words: Uint32Array, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, i) => words[i] ?? words[0]!);
}

function finding(
  room: Room,
  points: Uint32Array,
  hasTree: boolean,
): (positions: Uint32Array) => Uint32Array {
  const tree = hasTree ? plant(room, points) : { at: 0, levels: 0 };
  const pointsAt = hasTree ? 0 : room.put(points);
  const at = room.reserve(4 * CHUNK), out = room.reserve(4 * CHUNK);
  return (positions) => {
    const found = new Uint32Array(positions.length);
    for (let from = 0; from < found.length; from += CHUNK) {
      const count = Math.min(CHUNK, found.length - from);
      room.words(at, count).set(positions.subarray(from, from + count));
      room.loops.search(pointsAt, points.length, tree.at, tree.levels, at, whole(count), out);
      found.set(room.words(out, count), from);
    }
    return found;
  };
}
