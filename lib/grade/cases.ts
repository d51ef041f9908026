/** Cases on which code is judged, drawn at random and always the same. @module */

import { Random } from "../sim/random.ts";
import { drawnWith } from "./drawn_with.ts";
import type { Grading } from "./grading.ts";

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

/**
 * So many cases for each seed that grading tries, which is one unless somebody asks for more; drawn as
 * `drawn` does. What goes wrong then is told with its seed,
 * whether cases are judged as they are drawn or gathered first.
 */
export function* drawnBy<C>(
  grading: Grading,
  count: number,
  stream: string,
  make: (random: Random, at: number) => C,
): Generator<C> {
  for (const seed of grading.seeds(1)) {
    const random = new Random(seed, stream);
    for (let at = 0; at < count; at++) yield drawnWith(seed, make(random, at));
  }
}
