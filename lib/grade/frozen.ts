/** What code under judgement is given to look at, and must not change. @module */

/**
 * Freezes arrays and records, however deep. A suite that gives its data to the code that it judges, and
 * then looks at them itself, freezes them: who empties a history would else make every claim about it
 * true.
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
