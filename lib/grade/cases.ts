/** Cases on which code is judged, drawn at random and always the same. @module */

import { Random } from "../sim/random.ts";

/**
 * So many cases, each drawn by `make`, of a stream of draws of its own.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { drawn } from "hb/grade/cases.ts";
 *
 * const dice = () => [...drawn(3, "dice", (random) => 1 + random.below(6))];
 * assertEquals(dice(), dice());
 * ```
 */
export function* drawn<C>(
  count: number,
  stream: string,
  make: (random: Random, at: number) => C,
): Generator<C> {
  const random = new Random(1, stream);
  for (let at = 0; at < count; at++) yield make(random, at);
}
