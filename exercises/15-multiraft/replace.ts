/** Part 8. A replica is moved, and at no time is a majority harder to come by. */

import { type Replace, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - The steps, as far as they are needed when it starts: if `from` leads, the lowest other voter
 *   that has caught up by then leads (there is one); `to` becomes a learner; when that has caught up it
 *   becomes a voter and `from` goes, at once.
 * - The operator is pinned to the epoch that was seen when it started. A step is done when its goal
 *   is seen: that leader in the pinned epoch, or exactly those members (whatever else members were
 *   when it started, they stay) in the pinned version. The epoch that a step of its own has made is
 *   the pinned one from then on, and no other ever is.
 * - As long as a step is not done its order is given, each time again, in the pinned epoch; but the
 *   last one only when the new replica has caught up, until then it waits.
 * - If more than `stepMs` have passed since a step began, and it is not done, the operator is over,
 *   late. Else, if the range has another epoch than the pinned one, or is gone, it is over, changed.
 */
export const replace: Replace<State> = {
  start: (_seen, _from, _to, _stepMs, _now) => todo("part 8, start"),
  next: (_s, _seen, _now) => todo("part 8, next"),
};
