/** Part 8. Apportioned queries. */

import { type Craq, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * Messages are late, overtake each other, get lost, and come twice. All servers hear of a chain before
 * anything else happens; chains get shorter, and who is no longer in one never comes back. What is of another
 * epoch than a server's own, or comes from whom it should not, is of no account.
 *
 * - Updates go down the chain, and acknowledgements up, as in parts 5 and 6; but a server that has another
 *   neighbour than before says nothing of its own accord.
 * - Each update makes a version of its object, with its number. A version is clean at a server that knows
 *   that it is at the tail. Kept are the newest version that is clean, and all that are dirty.
 * - Any server of the chain answers queries. If the newest version of the object is clean, or there is
 *   none, it answers at once. Else it asks the tail for the number of its version, each query for itself;
 *   `read` counts them. Who is not in the chain hands queries to the tail, and updates to the head.
 * - The tail answers `version` with the number of the version that it has, 0 if there is none. Who waited for
 *   it answers with that version; if a newer one is clean here by then, with the newest that is.
 * - Who becomes the tail, and was in the chain before, has decided all that it has: it answers the clients of what
 *   was dirty, and acknowledges all to its predecessor. Queries that wait when the chain changes are
 *   asked anew, as if they had just come.
 * - When time has gone by, a server sends its successor the oldest of what is dirty (`most` at the most), as in
 *   part 5, and for each query that waits asks the tail again.
 */
export const craq: Craq<State> = {
  start: (_self, _most) => todo("part 8, start"),
  configure: (_s, _chain, _io) => todo("part 8, configure"),
  ask: (_s, _request, _io) => todo("part 8, ask"),
  upon: (_s, _from, _message, _io) => todo("part 8, upon"),
  again: (_s, _io) => todo("part 8, again"),
  versions: (_s, _key) => todo("part 8, versions"),
};
