/** Part 8. Smooth weighted round robin. */

import { type Smooth, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - All servers of a weight above 0 take part in a turn, but those on which the request has failed; when
 *   that is all of them, all take part.
 * - Each that takes part is credited its weight. The richest of them is picked, of equals the least
 *   number, and pays the sum of the weights of those that take part.
 * - Who comes begins with no credit, and so does one that comes back, or has a weight again after 0. Any
 *   other change of a weight leaves credits as they are, and so does it when another one goes.
 * - Refused are: a weight that is no whole number from 0 on, to add who is there, to remove or weigh who
 *   is not, and to pick where nobody has a weight.
 */
export const smooth: Smooth<State> = {
  start: () => todo("part 8, start"),
  add: (_s, _server, _weight) => todo("part 8, add"),
  remove: (_s, _server) => todo("part 8, remove"),
  weigh: (_s, _server, _weight) => todo("part 8, weigh"),
  pick: (_s, _tried) => todo("part 8, pick"),
};
