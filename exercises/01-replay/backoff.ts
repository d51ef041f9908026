/** Part 7. At a branch, after `patience`: ask again, more and more rarely. @module */

import { type Patience, todo } from "./office.ts";

/**
 * Takes the place of your part 2: it asks for the same, and never gives up. The first time the timer goes off,
 * `attempt` is 0; it had been set for `PATIENCE_MS`. Each wait is about twice as long as the one before (1.4 to 3
 * times, on average), and half of it is left to chance (the shortest is a quarter to three quarters of the
 * longest), so that branches that fell silent together do not speak up together. A call that is cut off for a
 * minute is asked for 8 to 20 times. You may limit the wait, though not to less than eight seconds. It depends on
 * `attempt` and on chance, not on which branch it is, nor on how many calls are open.
 *
 * You have: what part 2 has, and `io.choose(n)`, which draws one of 0, …, n − 1; there must be 20 ways or more.
 */
export const backoff: Patience = (_s, _timer, _io) => todo("part 7, backoff");
