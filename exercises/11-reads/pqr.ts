/** Part 6. Reading from a quorum, without the leader. */

import { type Quorum, todo } from "./given.ts";

/** What the server remembers; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * Paxos quorum reads: a server asks all others how far their logs go, and itself.
 *
 * - A read asks each other server once, when it comes. It counts who has answered, and the reading server itself as it
 *   was when the read came.
 * - It has a quorum when those who have answered have a server in common with every set of servers that decides
 *   anything: any `io.accepts` of the `io.servers`. These need not be a majority (section 9.10 of the book): the fewer
 *   decide, the more must have answered. Where all must accept, the reading server is a quorum by itself; it asks the
 *   others all the same, and answers as soon as it has executed.
 * - The first such quorum counts, and what comes later does not. The read is answered as soon as this server has
 *   executed up to the last slot in which any of the quorum had accepted something, decided or not ("rinse"): once.
 * - Who is asked (`peek`) answers how far its own log goes.
 */
export const pqr: Quorum<State> = {
  start: () => todo("part 6, start"),
  read: (_s, _read, _slots, _io) => todo("part 6, read"),
  peek: (_s, _from, _read, _slots, _io) => todo("part 6, peek"),
  peeked: (_s, _from, _read, _last, _slots, _io) => todo("part 6, peeked"),
  executed: (_s, _slots, _io) => todo("part 6, executed"),
};
