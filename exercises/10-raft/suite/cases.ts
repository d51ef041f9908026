/** Cases that are drawn once and asked in order of their size, so that the first one that goes wrong is told. @module */

import { type Grading, shown } from "hb/grade/part.ts";
import { equal } from "hb/model/compare.ts";
import { encode } from "hb/model/encode.ts";

/** Draws cases when they are first asked for, and keeps them: the shortest to write down comes first. */
export function shortestFirst<C>(draw: () => Iterable<C>): () => readonly C[] {
  let kept: readonly C[] | undefined;
  return () => kept ??= sorted(draw());
}

function sorted<C>(cases: Iterable<C>): C[] {
  const sized = Array.from(cases, (given) => ({ given, size: encode(given).length }));
  return sized.sort((a, b) => a.size - b.size).map(({ given }) => given);
}

/** Of so many cases, one is asked about once more, when others have been in between. */
const ASKED_AGAIN = 8;

/**
 * Requires that code which is judged gives for every case what the reference gives, whatever it was asked
 * before; `words` say what that is. It is shown a frozen copy of the case. The first case is told in which it
 * gives something else, or throws.
 */
export function likeReference<C>(
  judged: (given: C) => unknown,
  reference: (given: C) => unknown,
  cases: readonly C[],
  words: (given: C) => string,
  grading: Grading,
): void {
  const check = (given: C, again = "") => {
    const found = grading.asked(() => judged(shown(given)), () => words(given) + again);
    const expected = reference(given);
    if (!equal(found, expected)) grading.equal(found, expected, words(given) + again);
  };
  for (const given of cases) check(given);
  for (let at = cases.length - 1; at >= 0; at -= ASKED_AGAIN) {
    check(cases[at]!, ", asked for once more, after others");
  }
}
