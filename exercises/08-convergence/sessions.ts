/** Part 8. Sessions that go from copy to copy. */

import { type Sessions, todo } from "./given.ts";

/** What a client carries; yours to choose, as plain data. */
// deno-lint-ignore no-empty-interface
interface Token {}

/** What a copy remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - A session is told what its answers cover. Before a read a copy must have: what the session wrote
 *   (if it wants to read its writes), and what its reads covered (if they are to be monotonic). Before
 *   a write: what the session wrote (monotonic writes), and what its reads covered (writes follow
 *   reads). The token is not changed: a new one is given.
 * - A copy serves a request when it covers all that this needs: at once if it does, and otherwise
 *   when there is news. Of those that wait, it serves the first that may be served, in the order in
 *   which they came, until there is none. A read is answered with what is there, and
 *   covers all that the copy has; a write with null, and covers that write alone.
 * - A client has one request: with the next one it gives up the one that waits. Whoever has to wait
 *   and would be one more than may wait is refused.
 * - Who has gone is not served. What is over is not remembered; a token has two numbers at most for each
 *   writer.
 */
export const sessions: Sessions<Token, State> = {
  begin: () => todo("part 8, begin"),
  needs: (_token, _type, _guarantees) => todo("part 8, needs"),
  noted: (_token, _type, _covers) => todo("part 8, noted"),
  start: (_mayWait) => todo("part 8, start"),
  asked: (_s, _client, _request, _io) => todo("part 8, asked"),
  news: (_s, _io) => todo("part 8, news"),
  gone: (_s, _client) => todo("part 8, gone"),
};
