/** Part 1. An entry of a log. */

import { type Entries, todo } from "./given.ts";

/**
 * The layout is that of section 17.4; numbers have their lowest byte first.
 *
 * - `write` gives the bytes of an entry, and keeps no part of what it is given.
 * - `read` gives the entry that begins at this position of the file, if it is good: all of it is there, the
 *   check fits, and it stands where it says. Otherwise it gives nothing, whatever the bytes are. The body
 *   is the reader's own.
 */
export const entry: Entries = {
  write: (_body, _position, _durable) => todo("part 1, write"),
  read: (_file, _position) => todo("part 1, read"),
};
