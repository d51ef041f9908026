/**
 * Part 18. Two majorities.
 *
 * @module
 */

import { todo } from "hb/grade/todo.ts";
import type { Configuration, NodeId, VoteResult } from "./given.ts";

/** The voters, and during a joint change the voters of before; else `outgoing` is empty. */
export type Halves = Pick<Configuration, "voters" | "outgoing">;

/** How a configuration decides that may be a joint one. Parts 4 and 8 may be of help. */
export interface Joint {
  /** How an election stands that needs a majority of both halves; an empty half has no say. */
  vote(halves: Halves, vote: (voter: NodeId) => boolean | undefined): VoteResult;
  /** The highest index that a majority of each half has reached; an empty half has no say. */
  index(halves: Halves, reached: (voter: NodeId) => number): number;
}

export const joint: Joint = {
  vote: (_halves, _vote) => todo("part 18, vote"),
  index: (_halves, _reached) => todo("part 18, index"),
};
