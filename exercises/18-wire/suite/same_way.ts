/** Cases that are made smaller, and go wrong in the same way as before. @module */

import { Wrong } from "hb/grade/part.ts";

/** How a case is judged, and made smaller. */
export interface Judging<C> {
  judge(given: C): void;
  smaller(given: C): Iterable<C>;
}

/**
 * A case that was made smaller is wrong only if it goes wrong in the same way as what it was made of: the
 * same rule is broken, and something is thrown if something was thrown then. Else one bug is looked for in a
 * story about another.
 */
export function inTheSameWay<C extends object>(
  judge: (given: C) => void,
  smaller: (given: C) => Iterable<C>,
): Judging<C> {
  const ways = new WeakMap<C, string>();
  return {
    judge(given) {
      try {
        judge(given);
      } catch (thrown) {
        if (!(thrown instanceof Wrong)) throw thrown;
        const way = wayOf(thrown.message), before = ways.get(given);
        if (before !== undefined && before !== way) return;
        ways.set(given, way);
        throw thrown;
      }
    },
    *smaller(given) {
      for (const each of smaller(given)) {
        const way = ways.get(given);
        if (way !== undefined) ways.set(each, way);
        yield each;
      }
    },
  };
}

/** The rule, or what was thrown, without its numbers. */
function wayOf(words: string): string {
  const came = words.slice(Math.max(0, words.lastIndexOf("\n  came")));
  const [, why] = came.split("\n  why: ");
  return `${/\bthrows\b/.test(came)} ${why ?? came}`.replace(/\d+/g, "n");
}
