/** Part 1. At a branch, upon `ticket`: tell the finder, once. @module */

import { todo, type Upon } from "./office.ts";

/**
 * The office has sent the ticket of one of our calls. Tell it to the finder of that call, with
 * `io.answer(finder, ticket)`, and close the call.
 *
 * The network may duplicate and delay: the same ticket can come twice, and it can come long after the
 * call is closed. Only the call that the ticket names is concerned: others stay open, with their timer.
 */
export const ticket: Upon["ticket"] = (_s, _event, _io) => todo("part 1, upon ticket");
