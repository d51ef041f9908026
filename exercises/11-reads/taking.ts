/** Part 9. Roster leases: the holder. */

import { type Taking, todo } from "./given.ts";

/** What the holder remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * A promise may be long on its way, and the holder counts it from when it comes. So a grantor sends a guard first, and
 * the first promise is taken only for a while after the guard was heard.
 *
 * - Every guard is answered (`guardReply`). Guards of a grantor are numbered upwards, but come late, or twice. One that
 *   is higher than any before takes the place of what the holder had of that grantor: a lease that it had is given up.
 *   Any other one changes nothing.
 * - The first promise (turn 1) is taken if it comes after the last guard of its grantor, within `guardMs` of when that
 *   was heard (exactly then, too). A later turn is taken if it is the next one, and the lease has not ended. A promise
 *   that is taken makes the lease end `leaseMs` from now, on the holder's clock, and is answered (`promiseReply`).
 * - The last turn that was taken, once more, is answered again while the lease lasts, and makes it no longer.
 *   All other promises mean nothing, and are not answered.
 * - A revocation is always answered, and ends what the holder has of that guard or an older one: no promise after those
 *   is taken. It may come before its guard; then that guard is answered all the same.
 * - `held` counts the server itself, and the grantors whose leases are on the roster of that ballot and have not ended.
 *   Who has a lease until a time has none at that time.
 */
export const taking: Taking<State> = {
  start: () => todo("part 9, start"),
  guard: (_s, _from, _guard, _ballot, _now, _io) => todo("part 9, guard"),
  promise: (_s, _from, _guard, _turn, _times, _now, _io) => todo("part 9, promise"),
  revoke: (_s, _from, _guard, _io) => todo("part 9, revoke"),
  held: (_s, _ballot, _servers, _now) => todo("part 9, held"),
};
