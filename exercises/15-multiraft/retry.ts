/** Part 7. A gateway asks until it is answered. */

import { type Retry, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - What clients ask is numbered: 0, 1, 2 and so on. What changes something is asked with a stamp:
 *   this gateway, its boot, the number, and the lowest number that is not over yet.
 * - Each try waits for its turn to ask again, and asks by what is known of the key: in its epoch,
 *   and of its leader; where none is known, and at every third try (the third, the sixth), of any
 *   of its members. Where nothing is known, it asks where the key is; and as soon as that is known,
 *   it tries.
 * - After a hundred tries, whatever they came of, it is over, and nobody is told: whether it was done
 *   nobody knows.
 * - All that is said about ranges is learned first, whatever it comes with. What is said about
 *   something that is over, or that was asked in another boot, is of no further use.
 * - "stale" and "not leader": if the key's route is another one now than that by which it was asked
 *   last (another group, version, conf or leader), it tries again at once. "no replica" from the
 *   node that was asked last: the group's route is forgotten. For all else it waits for its turn.
 *   (A try that asked where the key is has asked nobody by any route: every route is another one.)
 * - A scan is asked of one range after the other, each for its own keys and for no more than are
 *   still wanted. It goes on, at once, where an answer ends; an answer that does not begin where it
 *   stands has been before. It is over when its end is reached, or its limit: then there are more
 *   if the last answer says so, or ends before its end.
 * - What is answered is over: nobody waits for it. An answer that is not `ok` goes to the client as
 *   it is. Nothing is remembered of what is over.
 */
export const retry: Retry<State> = {
  start: () => todo("part 7, start"),
  asked: (_s, _address, _operation, _io) => todo("part 7, asked"),
  again: (_s, _id, _io) => todo("part 7, again"),
  located: (_s, _id, _routes, _io) => todo("part 7, located"),
  routed: (_s, _from, _id, _boot, _outcome, _routes, _io) => todo("part 7, routed"),
};
