/** Part 5. Reads in one phase. */

import { type Fast, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * As part 3: nothing is lost, and nobody crashes. But a phase that asks is over when `rules.read` nodes have
 * answered, one that stores when `rules.write` hold what is stored; and reads write no more than they must.
 *
 * - A read that knows from its answers that `rules.write` nodes hold the latest of what it heard of answers its
 *   client at once, and stores nothing. What else could be known, from other phases or of this node itself, does not count.
 * - Where it must store, it tells only those that are not known to hold it from these answers; the others count as if they had
 *   stored it.
 * - All else is as in part 3: writes store at all nodes, and what comes for a phase that is over does nothing, though it
 *   tells of something.
 */
export const fast: Fast<State> = {
  start: (_rules) => todo("part 5, start"),
  write: (_s, _client, _key, _value, _io) => todo("part 5, write"),
  read: (_s, _client, _key, _io) => todo("part 5, read"),
  upon: (_s, _from, _message, _io) => todo("part 5, upon"),
};
