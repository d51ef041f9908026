/** Part 3. At the office, upon `register`: enter a thing once, and reply as often as asked. @module */

import { todo, type Upon } from "./office.ts";

/**
 * A branch asks for a ticket, for the first time or again. Afterwards the thing is in `s.book` once for this
 * call, whenever and however often it is asked for, and the branch has been sent its ticket: the place in the
 * book, from 1.
 *
 * Two umbrellas are two things, and calls overtake one another. What is remembered of a call stands in
 * `memoryOf(s, from).tickets`, by its number: part 4 looks for it there. `below` is part 4's concern: what was
 * entered is remembered whatever it says, and `memoryOf(s, from).below` may stay as it is.
 *
 * You have: `s.book`, `memoryOf`, and `io.send(from, { type: "ticket", call, ticket })`. Nothing is saved.
 */
export const register: Upon["register"] = (_s, _event, _io) => todo("part 3, upon register");
