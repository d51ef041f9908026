/** Part 3. The leader's lease. */

import { type Holder, todo } from "./given.ts";

/** What the leader remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * As long as a majority is loyal to a leader, nobody else can be elected, and it reads without asking anybody.
 *
 * - A lease is as long as can be (`leaseMs`) that is over on the leader's clock before the loyalty of a voter is over on
 *   the voter's, if both begin at the same time, and either clock may drift either way by as much as `drift` says. At
 *   least nine tenths of what is possible is asked for.
 * - A lease begins when a heartbeat is *sent* that a majority, the leader included, acknowledges. Whoever acknowledges a
 *   round has heard the leader after that round was sent, and so after the rounds before it.
 * - The leader may read as long as the latest end of its leases is not reached. A lease never becomes shorter by what
 *   comes late.
 * - In a new term it has no lease until it has earned one there. After it has handed over it has none for the rest of
 *   the term, whatever is acknowledged.
 * - Nothing of what is over is remembered; a round is over, too, when the lease that it could give would be.
 */
export const holder: Holder<State> = {
  leaseMs: (_loyalty) => todo("part 3, leaseMs"),
  start: () => todo("part 3, start"),
  lead: (_s) => todo("part 3, lead"),
  sent: (_s, _round, _loyalty, _now) => todo("part 3, sent"),
  acknowledged: (_s, _from, _round, _servers, _loyalty, _now) => todo("part 3, acknowledged"),
  handsOver: (_s) => todo("part 3, handsOver"),
  mayRead: (_s, _now) => todo("part 3, mayRead"),
};
