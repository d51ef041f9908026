/** Part 8. How much time is left, in text. */

import { type Timeouts, todo } from "./given.ts";

/**
 * - `write` gives the time in the finest unit in which eight digits are enough, rounded down, without zeros
 *   in front. If no time is left, 0 of any unit will do; what is more than can be told is the longest that
 *   can.
 * - `read` takes just what the form allows, zeros in front among it, and throws `MalformedBytes` at anything
 *   else. No time is too long for it.
 */
export const timeouts: Timeouts = {
  write: (_ms) => todo("part 8, write"),
  read: (_text) => todo("part 8, read"),
};
