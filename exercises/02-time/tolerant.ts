/** Part 9. What is sure if some sources are wrong. @module */

import { type Interval, todo } from "./events.ts";

/**
 * The shortest interval that surely contains the true time, if at most `wrong` of the sources do not contain
 * it: from the first to the last moment that could be the true time. Nothing, if no moment could: then more
 * than `wrong` of them are wrong. Ends belong to intervals; `wrong` is less than the number of sources.
 */
export const tolerant = (_sources: readonly Interval[], _wrong: number): Interval | undefined =>
  todo("part 9, what is sure");
