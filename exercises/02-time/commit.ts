/** Part 8. Wait until it is true. @module */

import { type CommitWait, todo } from "./events.ts";

/** Two handlers of a server whose clock, `io.now()`, is at most `EPSILON_MS` wrong. */
export const commit: CommitWait = {
  /**
   * Upon `commit`: choose a stamp, and see to it that the client gets it, by `io.answer(client, stamp)`.
   * Whoever asks, at any server, after somebody has been answered must get a larger stamp.
   */
  commit: (_s, _event, _io) => todo("part 8, upon commit"),

  /**
   * After `passed`: the span that you asked for with `io.wait(spanMs, { type: "passed" })` is over. There
   * is one such timer a node: waiting again replaces it. Many clients may ask at one time, and each is
   * answered once. Who has been answered is no longer in `s.pending`; where nobody waits, set no timer.
   */
  passed: (_s, _timer, _io) => todo("part 8, after passed"),
};
