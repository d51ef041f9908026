/**
 * What a majority of voters has decided: how far it has got, and whether it elects. Any two majorities
 * have a voter in common; all of Raft's safety rests on that.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";

/** How an election stands. */
export type VoteResult = "won" | "lost" | "pending";

/**
 * The highest index that a majority has reached, if `reached(voter)` says how far each one is. With no
 * voters it is Infinity, so that an empty half of a joint configuration has no say.
 */
export function majorityIndex(
  voters: readonly NodeId[],
  reached: (voter: NodeId) => number,
): number {
  if (voters.length === 0) return Infinity;
  const indices = voters.map(reached).sort((a, b) => b - a);
  return indices[voters.length >> 1]!;
}

/**
 * How an election stands, if `vote(voter)` is true for yes, false for no, and undefined for no answer
 * yet. With no voters it is won, so that an empty half of a joint configuration has no say.
 */
export function majorityVote(
  voters: readonly NodeId[],
  vote: (voter: NodeId) => boolean | undefined,
): VoteResult {
  const needed = voters.length === 0 ? 0 : (voters.length >> 1) + 1;
  const yes = voters.filter((voter) => vote(voter) === true).length;
  const open = voters.filter((voter) => vote(voter) === undefined).length;
  if (yes >= needed) return "won";
  return yes + open >= needed ? "pending" : "lost";
}
