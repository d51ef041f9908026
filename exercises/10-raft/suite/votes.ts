import text from "./votes.md" with { type: "text" };
import { shown, task } from "hb/grade/part.ts";
import { parted, trial } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import { numbers, servers } from "hb/laboratory/raft/sizes.ts";

export const votes = task<Answers>(text, ({ votes }, grading) => {
  // Servers 0 and 1 stand in term 1, and server 2 hears no more of server 0 once it has voted for it.
  const rivals = [parted([0, 900], [0], [1]), parted([107, 900], [0], [2], true)];
  grading.sweep(...trial(votes, { faults: rivals }));
  const vote = (term: number, votedFor: number | null, candidate: number, asked: number) => {
    const voted = votedFor === null ? "has not voted" : `has voted for ${votedFor}`;
    grading.equal(
      votes.mayVote(term, votedFor, shown({ candidate, term: asked })),
      asked === term && (votedFor === null || votedFor === candidate),
      `whether a voter in term ${term} that ${voted} may vote for server ${candidate} in term ` +
        asked,
    );
  };
  for (const candidate of servers) {
    for (const votedFor of [null, ...servers]) {
      for (const [term, asked] of [[1, 1], [300, 300], [2, 1], [0, 256]] as const) {
        vote(term, votedFor, candidate, asked);
      }
    }
  }
  // A vote is given again in any term, and to anybody who has it.
  for (const [i, term] of numbers.filter((each) => each > 0).entries()) {
    const voted = servers[i % servers.length]!;
    for (const candidate of [voted, voted + 1]) vote(term, voted, candidate, term);
  }
  for (const [i, term] of numbers.entries()) {
    for (const asked of numbers) {
      const candidate = (term + asked) % 3;
      if (asked > 0) vote(term, null, candidate, asked);
      // Each of them is asked for promises to two candidates, and keeps no account of them.
      for (const promised of [candidate, candidate + 1, servers[(i + asked) % servers.length]!]) {
        grading.equal(
          votes.mayPreVote(term, shown({ candidate: promised, term: asked })),
          asked > term,
          `whether a voter in term ${term} may promise its vote to server ${promised} for term ` +
            asked,
        );
      }
    }
  }
});
