/** Part 4. Many messages in one write. */

import { type Batcher, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - While a write is under way, messages wait. On an idle wire no message waits longer than `lingerMs`, and
 *   none waits at all once there are `bytes` of them together, or if somebody has said `flush` when it was
 *   there.
 * - As soon as one message may wait no longer, a batch leaves: of those that wait the oldest, in their
 *   order, as many as have `bytes` together at most; but at least one.
 * - Nothing is written twice, or forgotten, or remembered when it is written. `wake` is not called for
 *   moments at which nothing can be due.
 */
export const batcher: Batcher<State> = {
  start: (_rules) => todo("part 4, start"),
  add: (_s, _message, _now, _io) => todo("part 4, add"),
  flush: (_s, _now, _io) => todo("part 4, flush"),
  written: (_s, _now, _io) => todo("part 4, written"),
  tick: (_s, _now, _io) => todo("part 4, tick"),
};
