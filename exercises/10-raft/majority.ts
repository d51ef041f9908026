/**
 * Part 4. How an election stands.
 *
 * @module
 */

import { todo } from "hb/grade/todo.ts";
import type { NodeId, VoteResult } from "./given.ts";

/** How the votes of some voters are counted. */
export type CountVotes = (
  voters: readonly NodeId[],
  vote: (voter: NodeId) => boolean | undefined,
) => VoteResult;

/**
 * How an election among `voters` stands, where `vote(voter)` is true for yes, false for no, and undefined as
 * long as there is no answer: "won" by more than half of all voters, "lost" when that cannot be reached any
 * more, else "pending". With no voters at all it is won.
 */
export const majority: CountVotes = (_voters, _vote) => todo("part 4, majority");
