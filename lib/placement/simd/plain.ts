/** The loops in TypeScript, one key after another: what the others must agree with. @module */

import { spread } from "../../model/hash.ts";
import { XxHash64 } from "../hash/xxhash64.ts";
import { fill } from "../maglev/table.ts";
import type { Hashes } from "../rendezvous/rendezvous.ts";
import { score } from "../rendezvous/score.ts";
import { search } from "../ring/points.ts";
import { assertChoice, assertHalves, assertTable, assertTexts, type Loops } from "./loops.ts";

/** Plain loops. */
export const plain: Loops = {
  name: "TypeScript",
  texts(texts, seed = 0) {
    assertTexts(texts);
    const { bytes, ends } = texts, hasher = new XxHash64(seed), hashes = newHashes(ends.length);
    let start = 0;
    for (const [i, end] of ends.entries()) {
      const { high, low } = hasher.of(bytes.subarray(start, end));
      hashes.highs[i] = high;
      hashes.lows[i] = low;
      start = end;
    }
    return hashes;
  },
  numbers(numbers, seed = 0) {
    assertHalves(numbers);
    const { highs, lows } = numbers, hashes = newHashes(highs.length);
    for (let i = 0; i < highs.length; i++) {
      const high = spread(highs[i]! ^ spread(lows[i]! ^ seed));
      hashes.highs[i] = high;
      hashes.lows[i] = spread(high + 0x9e3779b9 ^ lows[i]!);
    }
    return hashes;
  },
  rendezvous(nodes) {
    assertHalves(nodes);
    const { highs, lows } = nodes;
    assertChoice(highs.length, "node");
    return (keys) => {
      assertHalves(keys);
      const found = new Uint32Array(keys.highs.length);
      for (let i = 0; i < found.length; i++) {
        const key = { high: keys.highs[i]!, low: keys.lows[i]! };
        let greatest = -1;
        for (let node = 0; node < highs.length; node++) {
          const own = score(key, highs[node]!, lows[node]!);
          if (own <= greatest) continue;
          greatest = own;
          found[i] = node;
        }
      }
      return found;
    };
  },
  search(points) {
    assertChoice(points.length, "point");
    return (positions) => positions.map((position) => search(points, position));
  },
  fill(preferences, size) {
    assertTable(preferences, size);
    return fill(preferences, preferences.map(() => 1), size);
  },
};

/** Room for so many hashes. */
export function newHashes(count: number): Hashes {
  return { highs: new Uint32Array(count), lows: new Uint32Array(count) };
}
