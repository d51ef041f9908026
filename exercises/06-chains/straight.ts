/** Part 5. A chain. */

import { type Straight, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * The chain stays as it is. Messages are late, overtake each other, get lost, and come twice; what comes
 * from whom it should not is of no account. All are of epoch 1.
 *
 * - Updates are for the head, queries for the tail; a chain may be one server, which is both. Whoever else
 *   is asked hands the request to who does it. Who is handed what it does not do lets it be.
 * - The head does each update once, gives it its place, and sends it on. One that comes again while it is
 *   under way is let be, as the tail will answer it; when it is known to be at the tail, the head
 *   answers with the result that it had. One that is older than the last of its client is let be.
 * - Others take updates from their predecessor, each once and without a gap, and at once, and send on those
 *   that were new, together. What comes after a gap is not kept, and nothing is said to it.
 * - The tail answers the client of each update that comes to it, and acknowledges to its predecessor how
 *   many it has, whether something was new or not. Others, if nothing was new, acknowledge to theirs what
 *   they know to be at the tail.
 * - An acknowledgement counts from the successor, for all up to its number. If it says anything new, word of
 *   it goes on to the predecessor.
 * - Queries are answered at once by the tail.
 * - When time has gone by, a server sends its successor what is not known to be at the tail: one message, of
 *   the oldest, `most` at the most; if there is nothing, none. `last` is how many updates the sender has.
 * - Of an update that is known to be at the tail nothing is remembered but what is stored, and the last
 *   reply to each client.
 */
export const straight: Straight<State> = {
  start: (_self, _chain, _most) => todo("part 5, start"),
  ask: (_s, _request, _io) => todo("part 5, ask"),
  upon: (_s, _from, _message, _io) => todo("part 5, upon"),
  again: (_s, _io) => todo("part 5, again"),
  store: (_s) => todo("part 5, store"),
};
