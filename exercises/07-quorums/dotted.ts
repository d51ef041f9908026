/** Part 6. Dotted version vectors. */

import { type Dotted, todo } from "./given.ts";

/**
 * Pure functions: what they are given stays as it is. Lists come and go in any order; actors and values are any
 * texts, and two writes may write the same.
 *
 * - `event` is a write: its dot is the actor's next number, one more than of any write of this actor that the
 *   copy or the writer's context has seen. It replaces the siblings that its writer had seen, and no others; and the copy
 *   has seen what it had seen, what its writer had, and the new write.
 * - `sync` has what both copies have, and what one has and the other has not seen; it has seen what either has.
 * - `context` is what a client has seen who is shown the copy: all that the copy has seen.
 * - `discard` leaves out the siblings that the context has seen. What the copy has seen stays.
 * - One copy knows all that another does if `sync` would tell it nothing: no write that it has not seen, and
 *   not that something was replaced.
 */
export const dotted: Dotted = {
  event: (_copy, _context, _actor, _value) => todo("part 6, event"),
  sync: (_a, _b) => todo("part 6, sync"),
  context: (_copy) => todo("part 6, context"),
  discard: (_copy, _context) => todo("part 6, discard"),
  knows: (_a, _b) => todo("part 6, knows"),
};
