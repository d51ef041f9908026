/** Part 1. At a branch, upon `ticket`: tell the finder, once. @module */

import { todo, type Upon } from "./office.ts";

/**
 * The office has sent a ticket. Afterwards the finder of the call that it names has been told its number,
 * exactly once, whatever the network does with tickets: they may come twice, in any order, and long after
 * their call is closed. No other call is affected.
 *
 * You have: `s.open`, and `io.answer(finder, ticket)`. Nothing else is sent, set or saved.
 */
export const ticket: Upon["ticket"] = (_s, _event, _io) => todo("part 1, upon ticket");
