import text from "./votes.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { parted, trial } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";

export const votes = task<Answers>(text, ({ votes }, grading) => {
  // Servers 0 and 1 stand in term 1, and server 2 hears no more of server 0 once it has voted for it.
  const rivals = [parted([0, 900], [0], [1]), parted([107, 900], [0], [2], true)];
  grading.sweep(...trial(votes, { faults: rivals }));
  for (const term of [1, 2, 3]) {
    for (const asked of [1, 2, 3]) {
      const candidacy = { candidate: 1, term: asked };
      for (const votedFor of [null, 0, 1, 2]) {
        const voted = votedFor === null ? "has not voted" : `has voted for ${votedFor}`;
        grading.equal(
          votes.mayVote(term, votedFor, candidacy),
          asked === term && (votedFor === null || votedFor === 1),
          `whether a voter in term ${term} that ${voted} may vote for server 1 in term ${asked}`,
        );
      }
      grading.equal(
        votes.mayPreVote(term, candidacy),
        asked > term,
        `whether a voter in term ${term} may promise its vote to server 1 for term ${asked}`,
      );
    }
  }
});
