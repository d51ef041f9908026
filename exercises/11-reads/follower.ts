/** Part 5. Any server reads. */

import { type Follower, todo } from "./given.ts";

/** What the server remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * A server that does not lead asks the leader only for the index, and reads in its own machine.
 *
 * - For each read the leader is asked once, by `io.ask`, as soon as one is known. A question that is under way already
 *   is not good enough for a read that has come since.
 * - If the server takes another one for the leader, that one is asked for all reads that have no index yet. If it knows
 *   no leader, they wait until it does. Being told the same leader again is no change; but if it knew none meanwhile, the
 *   same one is asked again, as it may have forgotten.
 * - The first index that is told for a read counts, whoever tells it: it was confirmed after the read had come. What
 *   is told of reads that it does not have, or that have an index, means nothing.
 * - A read is answered as soon as the server has executed up to its index, once.
 */
export const follower: Follower<State> = {
  start: () => todo("part 5, start"),
  read: (_s, _read, _leader, _io) => todo("part 5, read"),
  led: (_s, _leader, _io) => todo("part 5, led"),
  index: (_s, _read, _index, _executed, _io) => todo("part 5, index"),
  executed: (_s, _executed, _io) => todo("part 5, executed"),
};
