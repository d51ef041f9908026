import text from "./members.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import { type Change, change, type Transition } from "hb/consensus/raft/membership.ts";
import { membershipRules } from "hb/consensus/raft/rules/membership.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Configuration, votersOnly } from "../given.ts";
import { composed } from "./compose.ts";

export const members = task<Answers>(text, (answers, grading) => {
  changes(answers.members, grading);
  const change = composed(answers, "all");
  grading.storm(kit, { storm: "chaos", seeds: 60, shrinkRuns: 40, change });
});

function changes(members: Answers["members"], grading: Grading): void {
  const cases = [...drawn(60, "members", walk)].flat();
  grading.forAll(cases, ({ from, transition, some }) => {
    const right = change(from, transition, some);
    const found = members.change(shown(from), transition, shown(some));
    const asked = some.map(({ type, node }) => `${type} ${node}`).join(", ");
    const words = `change from ${inWords(from)}, ${transition}: [${asked}]`;
    grading.equal(found.ok, right.ok, `whether it is ok: ${words}`);
    if (found.ok && right.ok) {
      grading.equal(inWords(found.configuration), inWords(right.configuration), words);
      grading.equal(found.configuration, right.configuration, words);
    }
    const appends = `what the leader appends by itself when ${inWords(from)} is committed`;
    const next = membershipRules.followingOn(from), theirs = members.followingOn(shown(from));
    grading.equal(theirs && inWords(theirs), next && inWords(next), appends);
    grading.equal(theirs, next, appends);
  });
}

/** From one configuration to the next, and on. */
function walk(random: Random) {
  let from: Configuration = votersOnly([0, 1, 2].slice(random.below(3)));
  return Array.from({ length: 13 }, () => {
    const transition = pick<Transition>(random, ["auto", "auto", "implicit", "explicit"]);
    const some = Array.from({ length: random.below(4) }, (): Change => ({
      type: pick<Change["type"]>(random, ["addVoter", "addLearner", "remove"]),
      node: random.below(5),
    }));
    const step = { from, transition, some }, next = change(from, transition, some);
    if (next.ok) from = next.configuration;
    return step;
  });
}

function inWords(configuration: Configuration): string {
  const { voters, outgoing, learners, learnersNext, autoLeave } = configuration;
  return [
    `voters {${voters}}`,
    outgoing.length > 0 ? `outgoing {${outgoing}}` : "",
    learners.length > 0 ? `learners {${learners}}` : "",
    learnersNext.length > 0 ? `learners next {${learnersNext}}` : "",
    autoLeave ? "leaves by itself" : "",
  ].filter((each) => each !== "").join(", ");
}

function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!;
}
