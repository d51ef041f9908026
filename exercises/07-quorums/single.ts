/** Part 2. One writer, many readers. */

import { type Single, todo } from "./given.ts";

/** What is remembered; yours to choose. */
// deno-lint-ignore no-empty-interface
interface State {}

/**
 * Registers that are atomic, at nodes that do not crash; a minority may be as slow as they like. Nothing is
 * lost, and nothing comes twice; but messages overtake each other.
 *
 * - A node keeps the latest version of each register, and tells who asks what it holds, at first
 *   `NOTHING`. It takes what is later and nothing else, and says `stored` in any case. It asks itself as it
 *   asks others: by messages, and what it answers itself counts as much as any other answer.
 * - To write, which only clients of `rules.writer` do, a node tells all nodes to store the value; the times
 *   of a register's writes are 1, 2, 3 … in the order in which they are asked for. When more than half of all nodes
 *   have stored it, the client is answered.
 * - To read, a node asks all nodes. When more than half have answered, it takes the latest of what
 *   these hold, and tells all nodes to store that, as it is. When more than half have, the client is answered.
 * - Each of these rounds is a phase with a name of its own. What comes for a phase that is over does nothing.
 *   Many things may be under way at once, and one does not wait for another.
 * - What is over is forgotten.
 */
export const single: Single<State> = {
  start: (_rules) => todo("part 2, start"),
  write: (_s, _client, _key, _value, _io) => todo("part 2, write"),
  read: (_s, _client, _key, _io) => todo("part 2, read"),
  upon: (_s, _from, _message, _io) => todo("part 2, upon"),
};
