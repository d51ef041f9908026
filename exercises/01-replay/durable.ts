/** Part 6. Save before you speak. @module */

import { todo, type Upon } from "./office.ts";

/**
 * Given handlers that save nothing, whosever they are, make handlers that do the same and save what would
 * break a promise if a crash took it, with `io.save(s)`: the state after the step. What a step sends leaves
 * only when what the same step saved is on the disk.
 *
 * A save costs a write to the disk, and everything waits for it. So a step saves at most once, and only if
 * there is something new to remember: a call was opened or closed, or a thing was entered. A greater `below`
 * alone is no reason: the office may forget again what it has forgotten.
 *
 * You have: the handlers `plain.found`, `plain.register` and `plain.ticket`, the whole state, and `io.save`.
 */
export function durable(_plain: Upon): Upon {
  return {
    found(_s, _event, _io) {
      todo("part 6, durable found");
    },
    register(_s, _event, _io) {
      todo("part 6, durable register");
    },
    ticket(_s, _event, _io) {
      todo("part 6, durable ticket");
    },
  };
}
