/** Part 5. Deltas, and when all must be sent. */

import { type Deltas, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - What an update, or a message, brings that is new is joined to the state: that is a delta of this
 *   copy, with its next number, from 1 on. State and number are saved at once. What brings nothing new
 *   is no delta, and nothing is saved then.
 * - What comes is acknowledged to who sent it, with the number that it names, whatever it brings.
 * - In a round the partner gets what it lacks: all deltas after the last one that it has acknowledged,
 *   joined; or the whole state, if one of these is not kept any more, or if it has acknowledged nothing
 *   in this life. If it has acknowledged all, or if there is nothing, it gets nothing.
 * - Messages are lost, come late, and come again; acknowledgements, too. Disks last, and counts go on
 *   from what was saved: so acknowledgements need no session here, as they do in part 9.
 * - A delta is kept until all peers have acknowledged it; and of all only the latest `most` are.
 * - A copy that comes back has its state and its count. What was kept, and who has acknowledged what,
 *   it does not know any more.
 */
export const deltas: Deltas<State> = {
  start: (_rules, _saved) => todo("part 5, start"),
  update: (_s, _delta, _io) => todo("part 5, update"),
  round: (_s, _partner, _io) => todo("part 5, round"),
  upon: (_s, _from, _message, _io) => todo("part 5, upon"),
  state: (_s) => todo("part 5, state"),
};
