/** Part 2. At a branch, after `patience`: ask again. @module */

import { type Patience, todo } from "./office.ts";

/**
 * The timer that `found` has set went off. As long as some call has no ticket, the branch goes on asking for
 * each of them, once each time, for ever if need be; when all have theirs, it is silent. When it asks again
 * is up to you, but no wait is longer than 5 s, unless all waits before it together are long: then it may be
 * two and a half times as long as they are.
 *
 * You have: `s.open`, `ask` of office.ts, and `io.wait(delayMs, { type: "patience", attempt })`, with an
 * `attempt` that is one more than in the timer that went off. A timer goes off once. The state does not change.
 */
export const patience: Patience = (_s, _timer, _io) => todo("part 2, after patience");
