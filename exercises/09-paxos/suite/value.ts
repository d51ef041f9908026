import text from "./value.md" with { type: "text" };
import { rules } from "hb/consensus/paxos/rules.ts";
import { drawn, task, told } from "hb/grade/part.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { Ballot, Vote } from "../given.ts";
import { rounds } from "./cases.ts";
import { label } from "./node.ts";

export const value = task<Answers>(text, ({ value }, grading) => {
  grading.againstReference(
    ({ votes, own }) => value(votes, own),
    ({ votes, own }) => rules.toPropose(votes, own),
    cases(),
    ({ votes, own }) =>
      `what a proposer that would like ${told(own)} proposes, ${
        votes.length === 0
          ? "where nobody in the quorum has voted"
          : `where it is told of votes for ${
            votes.map(({ ballot, value }) => `${told(value)} in ballot ${label(ballot)}`).join(", ")
          }`
      } (Lamport 2001, section 2.2, P2c)`,
    smaller,
  );
});

interface Case {
  readonly votes: readonly Vote[];
  readonly own: string;
}

function* cases(): Generator<Case> {
  const letters = ["a", "b", "c", ""];
  yield { votes: [], own: "x" };
  yield { votes: [], own: "" };
  yield* drawn(1500, "value", (random) => {
    const nodes = random.chance(0.4) ? 40 : 3, few = rounds(random, 3);
    const ballots = Array.from({ length: 1 + random.below(4) }, (): Ballot => ({
      round: few[random.below(few.length)]!,
      node: random.below(nodes),
    }));
    // In a ballot there is one value.
    const known = new Map<string, string>();
    const votes = Array.from({ length: 1 + random.below(random.chance(0.1) ? 30 : 4) }, () => {
      const ballot = ballots[random.below(ballots.length)]!, name = label(ballot);
      const value = known.get(name) ?? letters[random.below(4)]!;
      known.set(name, value);
      return { ballot, value };
    });
    return { votes, own: own(random) };
  });
}

const own = (random: Random) => random.chance(0.2) ? "a" : "x";

function* smaller(given: Case): Generator<Case> {
  for (const at of given.votes.keys()) yield { ...given, votes: given.votes.toSpliced(at, 1) };
}
