/** Part 3. At the office, upon `register`: enter a thing once, and reply as often as asked. @module */

import { memoryOf, type Upon } from "../../exercises/01-replay/office.ts";

/** A call is named by its branch and its number. */
export const register: Upon["register"] = (s, { from, call, thing }, io) => {
  const { tickets } = memoryOf(s, from);
  const ticket = tickets.get(call) ?? s.book.push(thing);
  tickets.set(call, ticket);
  io.send(from, { type: "ticket", call, ticket });
};
