import text from "./joint.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
import { MOST_VOTERS } from "hb/laboratory/raft/sizes.ts";
import { jointIndex, jointVote } from "hb/replicated/quorum/joint.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import type { NodeId } from "../given.ts";
import { likeReference, shortestFirst } from "./cases.ts";

export const joint = task<Answers>(text, ({ joint }, grading) => {
  likeReference(
    ({ halves, votes }) => joint.vote(halves, (voter) => told[votes[all.indexOf(voter)]!]),
    ({ halves, votes }) => jointVote(halves, (voter) => told[votes[all.indexOf(voter)]!]),
    votes(),
    ({ halves, votes }) =>
      `how an election stands ${between(halves)}, who voted ${
        among(halves).map((node) => `${node} ${votes[all.indexOf(node)]}`).join(", ")
      }`,
    grading,
  );
  likeReference(
    ({ halves, indices }) => joint.index(halves, (voter) => indices[all.indexOf(voter)]!),
    ({ halves, indices }) => jointIndex(halves, (voter) => indices[all.indexOf(voter)]!),
    indices(),
    ({ halves, indices }) =>
      `how far a decision has got ${between(halves)}, where ${
        among(halves).map((node) => `${node} has got to ${indices[all.indexOf(node)]}`).join(", ")
      }`,
    grading,
  );
});

const told = { yes: true, no: false, "?": undefined };
const few: readonly NodeId[] = [0, 1, 2, 3, 4, 8, 10, 300];
/** Those, and as many more as two halves have at most. */
const all = [...few, ...Array.from({ length: 2 * MOST_VOTERS - few.length }, (_, i) => 11 + i)];

const votes = shortestFirst(() => drawn(1000, "votes", aCase));
const indices = shortestFirst(() => drawn(1000, "indices", aCase));

/** Halves of any size, that may have nobody in common, or be the same. */
function aCase(random: Random) {
  const share = pick(random, [0.3, 0.5, 0.9]), most = pick(random, [3, 4, 5, 8]);
  // Large halves are cheap, and a few are enough.
  const isLarge = random.chance(0.12);
  const some = () =>
    isLarge
      ? all.filter(() => random.chance(share)).slice(-MOST_VOTERS)
      : few.filter(() => random.chance(share)).slice(0, most);
  const voters = some(), indices = [0, 0, 1, 2, 3, 8, 9, 10, 11, 300, 2 ** 32, Infinity];
  const outgoing = random.chance(0.3) ? [] : random.chance(0.1) ? voters : some();
  const mostly = pick(random, ["yes", "no", "?"] as const);
  return {
    halves: { voters, outgoing },
    votes: all.map(() => random.chance(0.4) ? mostly : pick(random, ["yes", "no", "?"] as const)),
    indices: all.map(() => pick(random, indices)),
  };
}

/** The voters of both halves, and of the others the first ones. */
function among({ voters, outgoing }: ReturnType<typeof aCase>["halves"]): readonly NodeId[] {
  return all.filter((node) =>
    few.includes(node) || voters.includes(node) || outgoing.includes(node)
  );
}

function between({ voters, outgoing }: ReturnType<typeof aCase>["halves"]): string {
  return `with the voters [${voters}]${outgoing.length > 0 ? ` and [${outgoing}]` : ""}`;
}
