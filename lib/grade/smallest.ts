/** The smallest of the cases that go wrong. @module */

import { encode } from "../model/encode.ts";

/** Cases that are a little smaller than a given one, the most promising first. */
export type Smaller<C> = (given: C) => Iterable<C>;

/** What was thrown in a case that goes wrong; it may be anything, nothing at all included. */
export interface Thrown {
  /** What was thrown. */
  readonly thrown: unknown;
}

/** A case that goes wrong. */
export interface Failing<C> extends Thrown {
  /** The case. */
  readonly given: C;
}

/** How many smaller cases are tried at most. */
const MOST_TRIED = 2000;

/**
 * The shortest of the cases for which `failing` gives what is wrong, and gives that; then made smaller, as
 * long as something is wrong. Nothing if all go well.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { smallest } from "hb/grade/smallest.ts";
 *
 * const tooLarge = (n: number) => n > 4 ? { thrown: `${n} is too large` } : undefined;
 * assertEquals(smallest([3, 9000, 10], tooLarge)?.thrown, "10 is too large");
 * assertEquals(smallest([3, 9000, 10], tooLarge, (n) => [n - 1])?.given, 5);
 * ```
 */
export function smallest<C>(
  cases: Iterable<C>,
  failing: (given: C) => Thrown | undefined,
  smaller: Smaller<C> = () => [],
): Failing<C> | undefined {
  let best: Failing<C> | undefined;
  for (const given of cases) {
    if (best !== undefined && sizeOf(given) >= sizeOf(best.given)) continue;
    const wrong = failing(given);
    if (wrong !== undefined) best = { given, ...wrong };
  }
  for (let tried = 0; best !== undefined;) {
    let next: Failing<C> | undefined;
    for (const given of smaller(best.given)) {
      const wrong = ++tried > MOST_TRIED ? undefined : failing(given);
      if (wrong !== undefined) next = { given, ...wrong };
      if (next !== undefined || tried > MOST_TRIED) break;
    }
    if (next === undefined) return best;
    best = next;
  }
  return best;
}

function sizeOf(given: unknown): number {
  return encode(given).length;
}
