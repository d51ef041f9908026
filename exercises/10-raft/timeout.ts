/** Part 2. How long to wait for a leader. @module */

import { type Rules, todo } from "./given.ts";

export const timeout: Pick<Rules, "timeoutJitter"> = {
  /**
   * What an election timeout has beyond the least, in ms: from 0 to `rangeMs`, both included. It is drawn
   * anew each time, from all of the range. All chance comes from `choose(n)`, which draws a whole number from
   * 0 to n − 1, each as likely as the others; `n` must be whole, and 1 or more. `rangeMs` need not be whole, and
   * may be 0.
   */
  timeoutJitter: (_rangeMs, _choose) => todo("part 2, timeoutJitter"),
};
