/** Part 7. What most sources agree on. @module */

import { type Agreement, type Interval, todo } from "./events.ts";

/**
 * The largest number of sources that have a moment in common, and the interval of all moments that this
 * many have in common; if there are several such intervals, the earliest. Ends belong to intervals; they are
 * any numbers, and may be equal. There is at least one source.
 */
export const marzullo = (_sources: readonly Interval[]): Agreement =>
  todo("part 7, what most sources agree on");
