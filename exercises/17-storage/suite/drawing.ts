/** Cases that the seeds decide which grading tries: one of them, unless somebody asks for more. @module */

import type { Grading } from "hb/grade/part.ts";
import { Random } from "hb/sim/random.ts";

/** So many cases for each seed, each drawn by `make`. */
export function* drawnBy<C>(
  grading: Grading,
  count: number,
  stream: string,
  make: (random: Random, at: number) => C,
): Generator<C> {
  for (const seed of grading.seeds(1)) {
    const random = new Random(seed, stream);
    for (let at = 0; at < count; at++) yield make(random, at);
  }
}
