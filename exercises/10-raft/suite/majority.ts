import text from "./majority.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
import { MOST_VOTERS, strides } from "hb/laboratory/raft/sizes.ts";
import { majorityVote } from "hb/replicated/quorum/majority.ts";
import type { Answers } from "../answers.ts";
import { likeReference, shortestFirst } from "./cases.ts";

export const majority = task<Answers>(text, ({ majority }, grading) => {
  likeReference(
    (each) => majority(each.voters, vote(each)),
    (each) => majorityVote(each.voters, vote(each)),
    cases(),
    ({ voters, votes }) =>
      `how the election stands among the voters [${voters}] with the votes [${votes}]`,
    grading,
  );
});

const answers = ["yes", "no", "?"] as const;
const told = { yes: true, no: false, "?": undefined };

interface Case {
  readonly voters: readonly number[];
  readonly votes: readonly (typeof answers)[number][];
}

/** Every vote of up to seven voters, who are not counted by their numbers. */
function all(): Case[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].flatMap((size) =>
    Array.from({ length: 3 ** size }, (_, code) => ({
      voters: [6, 0, 300, 1, 4, 3, 8].slice(0, size),
      votes: Array.from({ length: size }, (_, i) => answers[Math.floor(code / 3 ** i) % 3]!),
    }))
  );
}

/** More voters than anybody will have. */
const many = () =>
  drawn(60, "many", (random, at): Case => {
    const size = 8 + random.below(30), mostly = pick(random, answers);
    const voters = Array.from({ length: size }, (_, i) => 7 * (i + at) % 41);
    const votes = voters.map(() => random.chance(0.5) ? mostly : pick(random, answers));
    return { voters, votes };
  });

/** Voters whose numbers differ in their upper bits alone, and as many as there are at most. */
const alike = () =>
  drawn(4 * strides.length, "alike", (random, at): Case => {
    const stride = strides[at % strides.length]!, mostly = pick(random, answers);
    const voters = Array.from({ length: 3 + random.below(MOST_VOTERS - 2) }, (_, i) =>
      3 + stride * i);
    const votes = voters.map(() =>
      random.chance(0.5) ? mostly : pick(random, answers)
    );
    return { voters, votes };
  });

const cases = shortestFirst(() => [...all(), ...many(), ...alike()]);

function vote({ voters, votes }: Case): (voter: number) => boolean | undefined {
  return (voter) => told[votes[voters.indexOf(voter)]!];
}
