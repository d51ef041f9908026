/** Part 1. At a branch, upon `ticket`: tell the finder, once. @module */

import type { Upon } from "../../exercises/01-replay/office.ts";

/** The number of the call says whose ticket it is; a closed call needs none. */
export const ticket: Upon["ticket"] = (s, { call, ticket }, io) => {
  const open = s.open.get(call);
  if (open === undefined) return;
  io.answer(open.finder, ticket);
  s.open.delete(call);
};
