/** Part 3. Many writers. */

import { type Many, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * As part 2, but that clients write at all nodes.
 *
 * - To write, a node first asks all nodes what they hold, as for a read. When more than half have answered, it
 *   makes a new tag, and tells all nodes to store the value with it. When more than half have, the client is answered.
 * - The time of a new tag is the least that is later than that of all versions that this phase has heard of, and
 *   than all times that this node has given to a write of this register. Its writer is this node.
 * - Of two versions that is later whose time is later, and where that is the same, whose writer has the higher
 *   number.
 * - All else is as in part 2.
 */
export const many: Many<State> = {
  start: (_rules) => todo("part 3, start"),
  write: (_s, _client, _key, _value, _io) => todo("part 3, write"),
  read: (_s, _client, _key, _io) => todo("part 3, read"),
  upon: (_s, _from, _message, _io) => todo("part 3, upon"),
};
