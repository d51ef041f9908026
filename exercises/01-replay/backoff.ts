/** Part 7. At a branch, after `patience`: ask again, more and more rarely. @module */

import { type Patience, todo } from "./office.ts";

/**
 * Takes the place of your part 2, and keeps its promises. The first time the timer goes off, `attempt` is 0.
 * Each wait is about twice as long as the one before, and half of it is left to chance, so that branches that
 * fell silent together do not speak up together. You may limit the wait, though not to less than five seconds.
 * It depends on `attempt` and on chance, not on which branch it is, nor on how many calls are open.
 *
 * You have: what part 2 has, and `io.choose(n)`, which draws one of 0, …, n − 1; there must be 20 ways or more.
 */
export const backoff: Patience = (_s, _timer, _io) => todo("part 7, backoff");
