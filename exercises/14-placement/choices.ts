/** Part 9. Two choices. */

import { type Choices, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A request is under way at its server from `started` on, until it is answered or has failed; also if
 *   the server goes meanwhile, and comes back. Refused is the start of a request at a server that is not
 *   there, and the end of one where none is under way. Who has gone and has nothing under way is
 *   forgotten.
 * - Picked are servers of a weight above 0 on which the request has not failed; when it has failed on all
 *   of those, any of them.
 * - `choices` different ones of them are drawn, each set as likely as any other; all of them, if they are
 *   not so many. The best of those has the fewest requests under way for its weight. Equals are equally
 *   likely.
 * - To pick changes nothing. It asks for at most two random numbers for each choice, and one more.
 * - Refused are: a weight that is no whole number from 0 on, to add who is there, to remove or weigh who
 *   is not, and to pick where nobody has a weight. `choices` is a whole number from 1 on.
 */
export const choices: Choices<State> = {
  start: () => todo("part 9, start"),
  add: (_s, _server, _weight) => todo("part 9, add"),
  remove: (_s, _server) => todo("part 9, remove"),
  weigh: (_s, _server, _weight) => todo("part 9, weigh"),
  started: (_s, _server) => todo("part 9, started"),
  answered: (_s, _server) => todo("part 9, answered"),
  failed: (_s, _server) => todo("part 9, failed"),
  underWay: (_s, _server) => todo("part 9, underWay"),
  pick: (_s, _choices, _below, _tried) => todo("part 9, pick"),
};
