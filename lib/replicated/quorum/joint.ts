/**
 * Joint consensus (Ongaro 2014, section 4.3): while voters are exchanged, a decision needs a majority of
 * the new voters and a majority of the old ones. Outside a change there are no old voters, and a majority
 * of the new ones decides alone.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { majorityIndex, majorityVote, type VoteResult } from "./majority.ts";

/** The two halves of a joint configuration. */
export interface Halves {
  /** The voters, the new ones during a change. */
  readonly voters: readonly NodeId[];
  /** The old voters during a change, else none. */
  readonly outgoing: readonly NodeId[];
}

/** The highest index that both majorities have reached. */
export function jointIndex(
  { voters, outgoing }: Halves,
  reached: (voter: NodeId) => number,
): number {
  return Math.min(majorityIndex(voters, reached), majorityIndex(outgoing, reached));
}

/** How an election stands that needs both majorities. */
export function jointVote(
  { voters, outgoing }: Halves,
  vote: (voter: NodeId) => boolean | undefined,
): VoteResult {
  const results = [majorityVote(voters, vote), majorityVote(outgoing, vote)];
  if (results.includes("lost")) return "lost";
  return results.includes("pending") ? "pending" : "won";
}
