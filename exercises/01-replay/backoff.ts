/** Part 7. At a branch, after `patience`: ask again, more and more rarely. @module */

import { type Patience, todo } from "./office.ts";

/**
 * Takes the place of your part 2. The first time the timer goes off, `attempt` is 0. Ask again for all
 * open calls, and wait about twice as long as before; how long exactly is left to chance (`io.choose`),
 * so that branches that fell silent together do not speak up together.
 */
export const backoff: Patience = (_s, _timer, _io) => todo("part 7, backoff");
