/** Part 3. Clocks that know everything. @module */

import { todo, type VectorClock } from "./events.ts";

/**
 * A node's vector clock; all zeros before the first event. Vectors have an entry for each node, however many
 * there are, and must not be changed in place.
 */
export const vectors: VectorClock = {
  /** The vector at the next step or send of `node`. */
  tick: (_vector, _node) => todo("part 3, tick"),

  /** The vector at the delivery of a message stamped `stamp` to `node`. */
  receive: (_vector, _stamp, _node) => todo("part 3, receive"),

  /** How the events with these vectors stand to each other: "before", "after", "equal" or "concurrent". */
  compare: (_a, _b) => todo("part 3, compare"),
};
