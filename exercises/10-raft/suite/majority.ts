/** How part 4 is judged. @module */

import { frozen } from "hb/grade/frozen.ts";
import { majorityVote } from "hb/replicated/quorum/majority.ts";
import type { Part } from "hb/grade/suite.ts";
import type { Subject } from "../subject.ts";

export const majorityPart: Part<Subject> = {
  number: 4,
  name: "majority",
  title: "3A: how an election stands",
  points: 3,
  statement:
    `A candidate counts. It has won as soon as more than half of all voters have said yes, and need
not wait for the rest; it has lost as soon as so many have said no that the others are not enough. Half is no
majority: two halves need not have anybody in common. Servers that do not answer count, since they may be
alive and voting for somebody else.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 3.4",
  hints: [
    "How many votes are a majority of four? Of five? Of none, by the contract?",
    "Count the yes-votes; then count as if everybody who has not answered yet would say yes.",
    "won: 2 · yes > voters.length; lost: 2 · (yes + open) ≤ voters.length; else pending. No voters: won.",
  ],
  test({ majority }, grading) {
    const answers = [true, false, undefined] as const;
    for (let size = 0; size <= 5; size++) {
      // Not 0, 1, 2 …: voters are not counted by their numbers.
      const voters = frozen(Array.from({ length: size }, (_, i) => 7 - i));
      for (let code = 0; code < 3 ** size; code++) {
        const vote = (voter: number) => answers[Math.floor(code / 3 ** (7 - voter)) % 3];
        const given = voters.map((voter) => told(vote(voter)));
        const words = `how the election stands with the votes [${given}]`;
        grading.equal(majority(voters, vote), majorityVote(voters, vote), words);
      }
    }
  },
};

function told(vote: boolean | undefined): string {
  return vote === undefined ? "?" : vote ? "yes" : "no";
}
