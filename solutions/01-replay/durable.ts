/** Part 6. Save before you speak. @module */

import type { Upon } from "../../exercises/01-replay/office.ts";

/**
 * Saves each new call before its request leaves, each new entry before its ticket leaves, and each
 * closed call before a `below` says that it is over.
 */
export function durable(plain: Upon): Upon {
  return {
    found(s, event, io) {
      plain.found(s, event, io);
      io.save(s);
    },
    register(s, event, io) {
      const entered = s.book.length;
      plain.register(s, event, io);
      if (s.book.length > entered) io.save(s);
    },
    ticket(s, event, io) {
      const open = s.open.size;
      plain.ticket(s, event, io);
      if (s.open.size < open) io.save(s);
    },
  };
}
