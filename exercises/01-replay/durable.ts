/** Part 6. Save before you speak. @module */

import { todo, type Upon } from "./office.ts";

/**
 * Given handlers that save nothing, whosever they are, make handlers that do the same and save what must survive a crash,
 * with `io.save(s)`. What a step sends leaves only when what the same step saved is on the disk.
 *
 * A save costs a write to the disk, and everything waits for it. So save when there is something new to
 * remember, once a step, and not otherwise: a request that is heard for the second time changes nothing,
 * and neither does a ticket of a call that is closed, or a request for a call that is over.
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
