/** Part 10. Roster leases: the grantor. */

import { type Granting, todo } from "./given.ts";

/** What the grantor remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * A grantor gives every other server a lease, renews it, and knows when nobody has one any more: without asking, if need
 * be. A time of `ms` on a clock that drifts is at most `ms * (1 + drift) / (1 - drift)` on another.
 *
 * - On its turn (`due`) it sends to each other server: a promise, if a lease that it has promised may last still; else a
 *   guard. A promise is the next turn if the last one was answered, and else the same turn again. A guard is the same
 *   again until it is answered, and a new one, with the number `fresh`, the first time, when a lease is over, and the
 *   first time after `resume`: guards from before that are on the old roster.
 * - When its guard is answered for the first time, the first promise (turn 1) is sent at once. It is taken within
 *   `guardMs` of when the guard was heard, or never, and the lease lasts `leaseMs` from when it is taken, on the holder's
 *   clock. Each further turn is taken before the lease ends that it renews, or never, and lasts `leaseMs` from then. What
 *   has been answered was taken before the answer came.
 * - Only answers to the last guard, and to the last promise after it, mean anything.
 * - `revoke` asks back what may last still. From then on, until `resume`, guards are not sent, promises are neither
 *   sent nor renewed, and on its turn it asks back again what may last still. What is given back is over.
 * - It is free when no lease can last any more, and what it granted before a crash cannot either. As soon as that is
 *   so it says so, or a tenth of the time later at most.
 */
export const granting: Granting<State> = {
  start: (_hasCrashed, _times, _now) => todo("part 10, start"),
  due: (_s, _times, _now, _fresh, _io) => todo("part 10, due"),
  guardReply: (_s, _from, _guard, _times, _now, _io) => todo("part 10, guardReply"),
  promiseReply: (_s, _from, _guard, _turn, _times, _now) => todo("part 10, promiseReply"),
  revoke: (_s, _now, _io) => todo("part 10, revoke"),
  revokeReply: (_s, _from, _guard) => todo("part 10, revokeReply"),
  isFree: (_s, _now) => todo("part 10, isFree"),
  resume: (_s) => todo("part 10, resume"),
};
