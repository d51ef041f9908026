/** Part 3. Fenced by numbers. Your answer to part 1 may be of use. */

import { type Fenced, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * Messages are late, overtake each other, get lost, and come twice; servers hear of a view at different
 * times, and not of each. A server that has restarted has nothing, and hears of no view that it may
 * have been in before. Whoever else is primary has what was stored in its last view.
 *
 * - A view that a server enters counts if its number is higher than that of its own. What belongs to
 *   another view than its own, or comes from whom it should not, is of no account.
 * - Whoever enters a view as its primary sends all of its backups the state at once, though it was
 *   primary before. What clients wait for that had asked it before is answered when all backups of the
 *   new view have it; if it is primary no more, never.
 * - A backup takes the first state that comes in its view, whatever it had; after that only one that is
 *   further than itself. Before that it takes no commands, and says nothing to them.
 * - Commands, queries too, are done, forwarded and answered as in part 1: when all backups have
 *   acknowledged them in this view; if there are none, at once. Who is not primary answers who is, as
 *   far as it knows. Each message has all commands that there are to send (there is no `most`).
 * - When time has gone by, the primary sends its state, as it is now, to backups that have acknowledged
 *   nothing in this view, and to others what they lack, if they do.
 * - `says`: the number of the view that it has entered; of a primary only when all backups have
 *   acknowledged something in it, and until then what it said before.
 * - Of a command that all have acknowledged nothing is remembered but what is stored.
 */
export const fenced: Fenced<State> = {
  start: (_self) => todo("part 3, start"),
  enter: (_s, _view, _io) => todo("part 3, enter"),
  ask: (_s, _client, _command, _io) => todo("part 3, ask"),
  upon: (_s, _from, _message, _io) => todo("part 3, upon"),
  again: (_s, _io) => todo("part 3, again"),
  says: (_s) => todo("part 3, says"),
  store: (_s) => todo("part 3, store"),
};
