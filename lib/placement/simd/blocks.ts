/** Points in a tree of blocks, as `source/simd/search.as` searches them. @module */

import type { Room } from "./room.ts";

/** Numbers of a block. */
const BLOCK = 16;

/** The greatest number there is with its highest bit turned, as a signed one. */
const GREATEST = 0x7fffffff;

/** Where a tree is. */
export interface Tree {
  /** Where the beginnings of the levels are, the root's first. */
  readonly at: number;
  /** How many there are. */
  readonly levels: number;
}

/** Puts a tree over points that rise into a room; there is at least one. */
export function plant(room: Room, points: Uint32Array): Tree {
  const levels = [filled(Int32Array.from(points, (point) => point ^ 0x80000000))];
  for (let below = levels[0]!; below.length > BLOCK; below = levels.at(-1)!) {
    levels.push(filled(below.filter((_, i) => i % BLOCK === BLOCK - 1)));
  }
  const starts = levels.map((level) => room.put(level)).reverse();
  return { at: room.put(Uint32Array.from(starts)), levels: levels.length };
}

/** Whole blocks, filled up with the greatest. */
function filled(numbers: Int32Array): Int32Array {
  const whole = new Int32Array(Math.ceil(numbers.length / BLOCK) * BLOCK).fill(GREATEST);
  whole.set(numbers);
  return whole;
}
