import text from "./joint.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { jointIndex, jointVote } from "hb/replicated/quorum/joint.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";

export const joint = task<Answers>(text, ({ joint }, grading) => {
  grading.againstReference(
    ({ halves, votes }) => joint.vote(halves, (voter) => told[votes[voter]!]),
    ({ halves, votes }) => jointVote(halves, (voter) => told[votes[voter]!]),
    drawn(1500, "votes", aCase),
    ({ halves, votes }) =>
      `how an election stands ${between(halves)}, who voted ${
        votes.map((each, node) => `${node} ${each}`).join(", ")
      }`,
  );
  grading.againstReference(
    ({ halves, indices }) => joint.index(halves, (voter) => indices[voter]!),
    ({ halves, indices }) => jointIndex(halves, (voter) => indices[voter]!),
    drawn(1500, "indices", aCase),
    ({ halves, indices }) =>
      `how far a decision has got ${between(halves)}, where 0 to 5 have got to [${indices}]`,
  );
});

const told = { yes: true, no: false, "?": undefined };

function aCase(random: Random) {
  const all = [0, 1, 2, 3, 4, 5], some = () => all.filter(() => random.chance(0.5)).slice(0, 4);
  return {
    halves: { voters: some(), outgoing: random.chance(0.3) ? [] : some() },
    votes: all.map(() => (["yes", "no", "?"] as const)[random.below(3)]!),
    indices: all.map(() => random.below(9)),
  };
}

function between({ voters, outgoing }: ReturnType<typeof aCase>["halves"]): string {
  return `with the voters [${voters}]${outgoing.length > 0 ? ` and [${outgoing}]` : ""}`;
}
