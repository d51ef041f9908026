/** What can come of random numbers, each with its exact probability. @module */

import { Wrong } from "hb/grade/part.ts";
import { Random } from "hb/sim/random.ts";
import type { Below } from "../given.ts";

/**
 * What `run` gives, over all draws that there can be. It is run once for each way in which they can come,
 * of which there must be few; more than `most` draws in one run are told by `tooMany`.
 */
export function chances<T>(
  run: (below: Below) => T,
  most: number,
  tooMany: () => string,
): Map<T, number> {
  const found = new Map<T, number>();
  /** The draws of this run: what came, and of how many. */
  let way: { readonly came: number; readonly of: number }[] = [];
  for (;;) {
    let at = 0;
    const result = run((n) => {
      if (!Number.isInteger(n) || n < 1) throw new Wrong(`a number below ${n} is asked for`);
      if (at === most) throw new Wrong(tooMany());
      if (at === way.length) way.push({ came: 0, of: n });
      return way[at++]!.came;
    });
    const probability = way.slice(0, at).reduce((product, { of }) => product / of, 1);
    found.set(result, (found.get(result) ?? 0) + probability);
    // The next way: the last draw that has not been the greatest yet, and whatever follows.
    way = way.slice(0, at);
    while (way.length > 0 && way.at(-1)!.came + 1 === way.at(-1)!.of) way.pop();
    const last = way.pop();
    if (last === undefined) return found;
    way.push({ came: last.came + 1, of: last.of });
  }
}

/** So many ways are tried where all are too many. */
const SOME = 50;

/** As `chances`, over some ways in which draws can come, each as probable as the others. */
export function someChances<T>(
  run: (below: Below) => T,
  most: number,
  tooMany: () => string,
): Map<T, number> {
  const found = new Map<T, number>();
  for (let way = 0; way < SOME; way++) {
    const random = new Random(way, "ways");
    let at = 0;
    const result = run((n) => {
      if (!Number.isInteger(n) || n < 1) throw new Wrong(`a number below ${n} is asked for`);
      if (at++ === most) throw new Wrong(tooMany());
      return random.below(n);
    });
    found.set(result, (found.get(result) ?? 0) + 1 / SOME);
  }
  return found;
}
