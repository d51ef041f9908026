/** Part 7. At a branch, after `patience`: ask again, more and more rarely. @module */

import { type Patience, todo } from "./office.ts";

/**
 * Takes the place of your part 2. The first time the timer goes off, `attempt` is 0. Ask again for all
 * open calls, each once, and wait about twice as long as before. Half of the wait is fixed and the rest is
 * left to chance (`io.choose`, among many ways), so that branches that fell silent together do not speak
 * up together. You may limit the wait, though not to less than five seconds; do not give up.
 */
export const backoff: Patience = (_s, _timer, _io) => todo("part 7, backoff");
