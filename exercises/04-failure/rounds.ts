/** Part 6. Whom to probe next. */

import { type Rounds, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - Members are probed in rounds, each of which comes to each of them once, in an order that is drawn
 *   anew: all orders are equally likely, whatever the one before was. A round begins as soon as the
 *   last one ends, and who joins in between is in it. So nobody waits for more than
 *   2n − 1 probes where there are n others.
 * - Who becomes a member gets a random place among the others: at the beginning of a round each place
 *   is equally likely, the first and the last included; in the middle of one it may come in what is
 *   left of it. Within 2n − 1 probes it is probed.
 * - Who is a member no more is not probed, and that costs nobody else its turn: of those who have been
 *   there from the start nobody is ever two probes behind another.
 * - Whoever joins twice is there once.
 */
export const rounds: Rounds<State> = {
  start: (_members, _choose) => todo("part 6, start"),
  next: (_s, _choose) => todo("part 6, next"),
  joined: (_s, _member, _choose) => todo("part 6, joined"),
  left: (_s, _member) => todo("part 6, left"),
};
