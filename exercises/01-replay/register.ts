/** Part 3. At the office, upon `register`: enter a thing once, and reply as often as asked. @module */

import { todo, type Upon } from "./office.ts";

/**
 * A branch asks for a ticket. If this is a call that has not been heard yet, enter the thing in
 * `s.book`; its ticket is then the length of the book. If it has been heard, look up its ticket. Reply
 * in either case: the branch would not have asked if it knew.
 *
 * What tells one call from another? Not the thing: two umbrellas are two things. `memoryOf` in office.ts
 * finds what the office remembers of a branch; its `tickets` are by the number of the call, and part 4
 * will look for them there. What `below` is good for is part 4's concern.
 */
export const register: Upon["register"] = (_s, _event, _io) => todo("part 3, upon register");
