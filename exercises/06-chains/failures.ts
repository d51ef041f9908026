/** Part 6. Failures in the chain. Your answer to part 5 may be of use. */

import { type Failures, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * Messages are late, overtake each other, get lost, and come twice. Each server hears of the first chain
 * first, and then of some of those that follow, at its own time. Servers that are no longer in the
 * chain may be well, and never come back. What is of another epoch than a server's own, or comes from
 * whom it should not, is of no account. Nobody joins. A client may give up what was not answered, and ask for
 * the next thing while the first is under way.
 *
 * - What is said in part 5 holds in each chain, but for queries. Who knows of no chain lets be what it is
 *   asked. Who is not in the chain hands on what it is asked by its own chain, and keeps nothing of Sent.
 * - A chain that a server hears of counts if its epoch is higher than that of its own.
 * - Whoever has another predecessor by it than before sends it `resume`: but for the first chain of all.
 *   Whoever gets that from its successor sends what the successor lacks: all of it at once, in
 *   messages of `most` entries at the most, and one at least, though it be empty.
 * - Who becomes the tail, and was in the chain and not the tail before, has decided all that it has: it
 *   answers the clients of all updates that were not known to be at the tail, and acknowledges to its
 *   predecessor, if it has one.
 * - A query at the tail waits: `io.confirm` with its own number, 1, 2 and so on, in whatever chains.
 *   `confirmed` with this number or a later one, and it is answered with what is stored then. If the chain
 *   changes first, it is never answered: its client asks again.
 */
export const failures: Failures<State> = {
  start: (_self, _most) => todo("part 6, start"),
  configure: (_s, _chain, _io) => todo("part 6, configure"),
  confirmed: (_s, _round, _io) => todo("part 6, confirmed"),
  ask: (_s, _request, _io) => todo("part 6, ask"),
  upon: (_s, _from, _message, _io) => todo("part 6, upon"),
  again: (_s, _io) => todo("part 6, again"),
  store: (_s) => todo("part 6, store"),
};
