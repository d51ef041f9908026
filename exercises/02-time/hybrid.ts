/** Part 6. Near the wall clock, never wrong about causes, and not led astray. @module */

import { type HybridClock, todo } from "./events.ts";

/**
 * A hybrid logical clock; it shows { logical: 0, count: 0 } before the first event. Readings are in ms, and
 * need not be whole.
 */
export const hybrid: HybridClock = {
  /** What it shows at the node's next step or send, when the wall clock reads `physical`. */
  tick: (_time, _physical) => todo("part 6, tick"),

  /**
   * What it shows at the delivery of a message stamped `stamp`; nothing, and the message is refused, if
   * the stamp is more than `mostMs` ahead of the wall clock here: then some clock has gone wrong.
   */
  receive: (_time, _stamp, _physical, _mostMs) => todo("part 6, receive"),
};
