/** What code under judgement is given to look at, and must not change. @module */

import { clone } from "../model/clone.ts";

/**
 * Freezes arrays and records, however deep. A suite that gives its data to the code that it judges, and
 * then looks at them itself, freezes them: otherwise code that empties a history would make every claim
 * about it true.
 *
 * @example
 * ```ts
 * import { assertThrows } from "@std/assert";
 * import { frozen } from "hb/grade/frozen.ts";
 *
 * const history = frozen([{ process: 0, input: { type: "read" } }]);
 * assertThrows(() => history.pop(), TypeError);
 * ```
 */
export function frozen<T>(data: T): T {
  if (typeof data !== "object" || data === null || Object.isFrozen(data)) return data;
  Object.freeze(data);
  for (const each of Object.values(data)) frozen(each);
  return data;
}

/**
 * A frozen copy, to be shown to code under judgement: what the suite itself looks at stays out of its reach,
 * maps and sets included, which cannot be frozen.
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * import { shown } from "hb/grade/frozen.ts";
 *
 * const votes = new Map([[1, true]]);
 * const { voters, given } = shown({ voters: [0, 1], given: votes });
 * assertThrows(() => voters.pop(), TypeError);
 * given.clear();
 * assertEquals(votes.size, 1);
 * ```
 */
export function shown<T>(data: T): T {
  return frozen(clone(data));
}
