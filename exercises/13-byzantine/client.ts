/** Part 7. The client of PBFT: whom it asks, and what it believes. @module */

import { type Client, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - `ask`: somebody wants a command executed. One after the other: what is asked meanwhile waits for its turn. Requests are
 *   numbered from 1. The next is signed, and sent to the primary of the view in which the client believes the replicas to be, at
 *   first 0; `overdue` comes `rules.retryMs` later.
 * - `overdue`: there is no result yet. The same request goes to all replicas, and `overdue` comes once more.
 * - `reply`: of each replica the last reply to the request under way counts, all others are ignored, and so is whoever is no
 *   replica. When so many say the same result that one of them must be loyal (as in part 3), that is answered, once, and nothing
 *   is waited for. Results are the same if they are equal as data (`equal`). Of these replicas one is loyal, so the lowest of the views that
 *   they name is not too high: if it is higher than what the client believes, it believes that from now on. Then it is the
 *   turn of the next, if one waits.
 */
export const client: Client<State> = {
  start: (_rules) => todo("part 7, start"),
  ask: (_s, _command, _io) => todo("part 7, ask"),
  reply: (_s, _from, _reply, _io) => todo("part 7, reply"),
  overdue: (_s, _io) => todo("part 7, overdue"),
};
