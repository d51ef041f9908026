/** Part 2. At a branch, after `patience`: ask again. @module */

import { type Patience, todo } from "./office.ts";

/**
 * The timer that `found` has set went off. Ask again for what has no ticket yet (`ask` in office.ts
 * does it for one call), each call once and in any order, and set the timer again with `io.wait`; after
 * how long is up to you. However often it has gone off, do not give up. Once every call has its ticket,
 * the branch must fall silent.
 *
 * A timer goes off once. `io.wait` sets it anew.
 */
export const patience: Patience = (_s, _timer, _io) => todo("part 2, after patience");
