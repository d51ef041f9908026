/** Part 22. Two majorities. @module */

import { type Joint, todo } from "./given.ts";

/**
 * How a configuration decides that may be a joint one: `halves` is `{ voters, outgoing }`, the voters, and
 * during a joint change those of before; else `outgoing` is empty. Parts 4 and 9 may be of help.
 */
export const joint: Joint = {
  /** How an election stands that needs a majority of both halves; an empty half has no say. */
  vote: (_halves, _vote) => todo("part 22, vote"),
  /** The highest index that a majority of each half has reached (Infinity is possible); an empty half has no say. */
  index: (_halves, _reached) => todo("part 22, index"),
};
