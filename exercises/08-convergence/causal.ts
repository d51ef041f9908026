/** Part 1. Deliver causes before effects. */

import { type Causal, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * - What is said here is delivered here, and goes to all others with this node's next stamp.
 * - What comes is delivered once, in whatever order and however often it comes: when all that its
 *   stamp counts has been delivered here. Until then it waits. It may come of whoever keeps it.
 * - In a round the partner is told how many broadcasts of each node are delivered here. Who is told
 *   that sends all that is delivered here and that the other lacks, going by what the row says and
 *   what was known of it before; but nothing that the other has said itself.
 * - What is known of another node is what its rows and the stamps of its broadcasts that are
 *   delivered here say, entry by entry the most of it. A row counts only if all that its own node had
 *   said by then is delivered here; otherwise it is thrown away once it has been answered, and will
 *   be told again. Node 2 tells [3, 1, 4]: who has delivered four of node 2 notes that 2 has three of
 *   node 0 and one of node 1; who has delivered three of node 2 sends what 2 lacks, and notes nothing.
 * - Stable is what is delivered here, and at all others as far as is known: [2, 1] of two nodes that
 *   have [3, 1] and [2, 4]. Whenever there is more of it the application is told, of all nodes at once;
 *   the last such call of a step counts. What is stable is not kept.
 */
export const causal: Causal<State> = {
  start: (_rules) => todo("part 1, start"),
  say: (_s, _payload, _io) => todo("part 1, say"),
  round: (_s, _partner, _io) => todo("part 1, round"),
  upon: (_s, _from, _message, _io) => todo("part 1, upon"),
};
