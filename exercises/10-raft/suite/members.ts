import text from "./members.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import { type Change, change, type Transition } from "hb/consensus/raft/membership.ts";
import { membershipRules } from "hb/consensus/raft/rules/membership.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Configuration, votersOnly } from "../given.ts";
import { shortestFirst } from "./cases.ts";
import { composed } from "./compose.ts";

export const members = task<Answers>(text, (answers, grading) => {
  changes(answers.members, grading);
  const change = composed(answers, "all");
  grading.storm(kit, { storm: "chaos", seeds: 16, shrinkRuns: 40, change });
});

function changes(members: Answers["members"], grading: Grading): void {
  for (const { from, transition, some } of steps()) {
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
  }
}

const steps = shortestFirst(() => [...drawn(80, "members", walk)].flat());

/** Nodes need not follow each other; some of them have numbers of two digits. */
const all = [0, 1, 2, 3, 4, 9, 10, 12, 300];

/** From one configuration to the next, and on; most changes are few, and about few nodes. */
function walk(random: Random) {
  const few = all.slice(0, pick(random, [2, 4, 5, 9])), some = few.filter(() => random.chance(0.6));
  let from: Configuration = votersOnly(some.length > 0 ? some : few.slice(0, 1));
  return Array.from({ length: 13 }, () => {
    const transition = pick<Transition>(random, ["auto", "auto", "implicit", "explicit"]);
    const length = random.chance(0.1) ? 4 + random.below(8) : random.below(4);
    const some = Array.from({ length }, (): Change => ({
      type: pick<Change["type"]>(random, ["addVoter", "addVoter", "addLearner", "remove"]),
      node: pick(random, few),
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
