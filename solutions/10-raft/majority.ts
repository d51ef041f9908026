/** Part 4: what the yes-votes are, and what they may still become. @module */

import type { CountVotes } from "../../exercises/10-raft/given.ts";

export const majority: CountVotes = (voters, vote) => {
  const count = (which: boolean | undefined) =>
    voters.filter((each) => vote(each) === which).length;
  const isEnough = (votes: number) => voters.length === 0 || 2 * votes > voters.length;
  if (isEnough(count(true))) return "won";
  return isEnough(count(true) + count(undefined)) ? "pending" : "lost";
};
