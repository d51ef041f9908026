import text from "./joint.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
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
        all.map((node, i) => `${node} ${votes[i]}`).join(", ")
      }`,
    grading,
  );
  likeReference(
    ({ halves, indices }) => joint.index(halves, (voter) => indices[all.indexOf(voter)]!),
    ({ halves, indices }) => jointIndex(halves, (voter) => indices[all.indexOf(voter)]!),
    indices(),
    ({ halves, indices }) =>
      `how far a decision has got ${between(halves)}, where ${
        all.map((node, i) => `${node} has got to ${indices[i]}`).join(", ")
      }`,
    grading,
  );
});

const told = { yes: true, no: false, "?": undefined };
const all: readonly NodeId[] = [0, 1, 2, 3, 4, 8, 10, 300];

const votes = shortestFirst(() => drawn(1000, "votes", aCase));
const indices = shortestFirst(() => drawn(1000, "indices", aCase));

/** Halves of any size, that may have nobody in common, or be the same. */
function aCase(random: Random) {
  const share = pick(random, [0.3, 0.5, 0.9]), most = pick(random, [3, 4, 5, 8]);
  const some = () => all.filter(() => random.chance(share)).slice(0, most);
  const voters = some(), indices = [0, 0, 1, 2, 3, 8, 9, 10, 11, 300, 2 ** 32, Infinity];
  const outgoing = random.chance(0.3) ? [] : random.chance(0.1) ? voters : some();
  const mostly = pick(random, ["yes", "no", "?"] as const);
  return {
    halves: { voters, outgoing },
    votes: all.map(() => random.chance(0.4) ? mostly : pick(random, ["yes", "no", "?"] as const)),
    indices: all.map(() => pick(random, indices)),
  };
}

function between({ voters, outgoing }: ReturnType<typeof aCase>["halves"]): string {
  return `with the voters [${voters}]${outgoing.length > 0 ? ` and [${outgoing}]` : ""}`;
}
