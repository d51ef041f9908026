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
  /** Whether the search ended before everything had been tried that is a little smaller. */
  readonly cutShort: boolean;
}

/** Said of a case that may not be the smallest. */
export const CUT_SHORT =
  "There may be a smaller case: the search for it was ended, as it takes long";

/** How many smaller cases are tried at most. */
const MOST_TRIED = 2000;

/**
 * The shortest of the cases for which `failing` gives what is wrong, and gives that; then made smaller, as
 * long as something is wrong. Nothing if all go well. A case that takes long to judge may `weigh` as much as
 * several: fewer are tried then.
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
  weigh: (given: C) => number = () => 1,
): Failing<C> | undefined {
  let best: Failing<C> | undefined;
  for (const given of cases) {
    if (best !== undefined && sizeOf(given) >= sizeOf(best.given)) continue;
    const wrong = failing(given);
    if (wrong !== undefined) best = { given, ...wrong, cutShort: false };
  }
  // What made the one before smaller is tried first, and all that comes after it: what came before it, and
  // failed, will mostly fail again.
  for (let tried = 0, at = 0; best !== undefined;) {
    let next: Failing<C> | undefined;
    for (const [nth, given] of fromThere(smaller, best.given, at)) {
      tried += weigh(given);
      if (tried > MOST_TRIED) return { ...best, cutShort: true };
      const wrong = failing(given);
      if (wrong === undefined) continue;
      next = { given, ...wrong, cutShort: false };
      at = nth;
      break;
    }
    if (next === undefined) return best;
    best = next;
  }
  return best;
}

/** The first of the cases for which `failing` gives what is wrong, as it is. Nothing if all go well. */
export function firstFailing<C>(
  cases: Iterable<C>,
  failing: (given: C) => Thrown | undefined,
): Failing<C> | undefined {
  for (const given of cases) {
    const wrong = failing(given);
    if (wrong !== undefined) return { given, ...wrong, cutShort: false };
  }
  return undefined;
}

/** All that is smaller, with its number in the order of `smaller`; first from this number on. */
function* fromThere<C>(smaller: Smaller<C>, given: C, start: number): Generator<[number, C]> {
  let nth = 0;
  for (const each of smaller(given)) {
    if (nth >= start) yield [nth, each];
    nth++;
  }
  nth = 0;
  for (const each of smaller(given)) {
    if (nth >= start) return;
    yield [nth++, each];
  }
}

function sizeOf(given: unknown): number {
  return encode(given).length;
}
