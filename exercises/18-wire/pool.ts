/** Part 7. A pool of connections. */

import { type Pool, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - Whoever waits longest gets the next connection; of those that lie idle, the one that was used last, and
 *   of several that were used last at the same time any. No request waits beside an idle connection. At its deadline it is refused, if it still waits; one that
 *   comes with its deadline behind it is refused at once.
 * - A connection that was lent is dirty. It is clean once its holder has read a whole answer, until it sends
 *   something else. Released clean, it is idle; released dirty, it is closed. Who holds a connection is
 *   known by the request: what is said by a request that holds none, or no longer, counts for nothing.
 * - For each request that waits a dial is under way, as far as `connections` in all leave room. None is begun
 *   while as many are under way as requests wait. One that was begun goes on, though nobody waits for it any
 *   more: it is not closed, and its connection lies idle.
 * - After a dial that has failed there is a pause, and then one dial at a time, until one succeeds: that
 *   ends the pause. The pause is `first`, twice as long after each further failure, and at most `longest`;
 *   each dial that fails counts, also of several that were under way at once, and the pause begins anew with
 *   it. Nobody is refused for it.
 * - What is due at the same time is done at the same time: all that are too late are refused, and all that
 *   have lain idle for too long are closed.
 * - A connection is closed when it has lain idle for `idleMs`, and at once when something comes on it that
 *   nobody has asked for. One that is lost or closed is forgotten, and so is a request that is over.
 */
export const pool: Pool<State> = {
  start: (_rules) => todo("part 7, start"),
  ask: (_s, _request, _deadline, _now, _io) => todo("part 7, ask"),
  dialled: (_s, _connection, _now, _io) => todo("part 7, dialled"),
  failed: (_s, _connection, _now, _io) => todo("part 7, failed"),
  sends: (_s, _request) => todo("part 7, sends"),
  answered: (_s, _request) => todo("part 7, answered"),
  release: (_s, _request, _now, _io) => todo("part 7, release"),
  lost: (_s, _connection, _now, _io) => todo("part 7, lost"),
  spoke: (_s, _connection, _now, _io) => todo("part 7, spoke"),
  tick: (_s, _now, _io) => todo("part 7, tick"),
};
