/** Part 8. To join, to leave, and to come back. */

import { type Entry, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - Each time a node joins, or comes back from a crash as a member, it does so in a new incarnation:
 *   0 for the first, else the one after the last. That is saved, with its contacts as they were given;
 *   it is told, and then it asks a contact (never itself) for all that there is to know. If no state has come after
 *   `retryMs`, it asks the next one, in their order, and after the last the first again. Without
 *   contacts it is alone, and asks nobody. Who is a member already, and is to join, is a member as
 *   before, with these contacts, which it asks.
 * - Who leaves says that it has left, in its incarnation, and saves that it is no member. It goes on
 *   until it is gone: then it hears and answers nobody. So does who has never joined. Who is to leave
 *   and is no member does nothing.
 * - Opinions are ordered as in part 4: what is greater is held and told on, also of somebody of whom
 *   one has never heard. Nobody is ever forgotten: the dead and those that have left stay known as
 *   that, so that nothing old brings them back.
 * - News that takes somebody for a member (alive or suspect) of whom something greater is held, that it
 *   is dead or has left: what is held is told again, so that it reaches that one, and whoever is wrong.
 * - Who hears of itself what is greater than how it is, is so from then on in the incarnation after
 *   that one: alive, or left if it is leaving. That is saved, and told.
 * - A sync is answered with a state. In both goes all that is held, of the node itself, too; what came
 *   is heard before that is told. Of a whole view, that somebody is dead whom one holds for a member
 *   is taken for a suspicion in that incarnation: behind a partition the living are called dead.
 */
export const entry: Entry<State> = {
  start: (_rules, _saved, _io) => todo("part 8, start"),
  join: (_s, _contacts, _io) => todo("part 8, join"),
  again: (_s, _io) => todo("part 8, again"),
  leave: (_s, _io) => todo("part 8, leave"),
  gone: (_s) => todo("part 8, gone"),
  upon: (_s, _from, _message, _io) => todo("part 8, upon"),
  hear: (_s, _news, _io) => todo("part 8, hear"),
  of: (_s, _node) => todo("part 8, of"),
};
