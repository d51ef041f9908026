/** Part 1. Read index: one round for all. */

import { type Rounds, todo } from "./given.ts";

/** What the leader remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * The leader of a log answers reads without writing into it.
 *
 * - The index of a read is how far the log is decided when it comes. It is answered as soon as it is confirmed, and
 *   the log executed up to its index: once, and no later.
 * - A read is confirmed when a majority of the servers, the leader included, have acknowledged the first round that
 *   was begun after it came, or a later one. A round is begun by `io.beat`.
 * - Rounds have the numbers 1, 2, 3 and so on, and no number is used twice.
 * - A round is begun when a read waits for one and no round is under way: all that were begun are confirmed. Reads that
 *   come while one is under way wait for the next, all of them for the same one.
 * - Heartbeats get lost. So a round is begun whenever a heartbeat is due (`due`), also while one is under way.
 * - Nothing of what is over is remembered.
 */
export const rounds: Rounds<State> = {
  start: () => todo("part 1, start"),
  read: (_s, _read, _log, _io) => todo("part 1, read"),
  acknowledged: (_s, _from, _round, _log, _io) => todo("part 1, acknowledged"),
  executed: (_s, _log, _io) => todo("part 1, executed"),
  due: (_s, _log, _io) => todo("part 1, due"),
};
