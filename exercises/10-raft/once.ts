/** Part 21. Exactly once. @module */

import { type Rules, todo } from "./given.ts";

/**
 * A client opens a session, numbers its requests in it, and keeps the number when it asks again. Its
 * requests are stamped: `{ session, sequence, lowest }`, where `lowest` is the lowest number whose answer it
 * may still ask for. The servers keep for each session `answers`, a Map from numbers to what was answered,
 * and `lowest`, the greatest that the client has told; answers below it are forgotten.
 */
export const once: Pick<Rules, "admit"> = {
  /**
   * What to do with a command that is about to be applied. One of
   *
   * - `{ type: "new" }`: execute it (and remember the answer; that is done for you);
   * - `{ type: "repeated", answer }`: it was executed before, and this was the answer: give it again;
   * - `{ type: "old" }`: it was executed before, and the client has its answer: do nothing;
   * - `{ type: "expired" }`: there is no such session, or not any more, so nobody knows.
   *
   * An answer may be anything: 0, nothing, undefined. It only asks; the sessions are left as they are.
   */
  admit: (_sessions, _stamp) => todo("part 21, admit"),
};
