import text from "./majority.md" with { type: "text" };
import { task } from "hb/grade/part.ts";
import { majorityVote } from "hb/replicated/quorum/majority.ts";
import type { Answers } from "../answers.ts";

export const majority = task<Answers>(text, ({ majority }, grading) => {
  // Every vote of up to five voters. They are 7, 6, 5 …, since voters are not counted by their numbers.
  const cases = [0, 1, 2, 3, 4, 5].flatMap((size) =>
    Array.from({ length: 3 ** size }, (_, code) => ({
      voters: Array.from({ length: size }, (_, i) => 7 - i),
      votes: Array.from({ length: size }, (_, i) => answers[Math.floor(code / 3 ** i) % 3]!),
    }))
  );
  type Case = typeof cases[number];
  const vote = ({ votes }: Case) => (voter: number) => told[votes[7 - voter]!];
  grading.againstReference(
    (each) => majority(each.voters, vote(each)),
    (each) => majorityVote(each.voters, vote(each)),
    cases,
    ({ votes }) => `how the election stands with the votes [${votes}]`,
  );
});

const answers = ["yes", "no", "?"] as const;
const told = { yes: true, no: false, "?": undefined };
