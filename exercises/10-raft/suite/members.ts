import text from "./members.md" with { type: "text" };
import { drawn, type Grading, shown, task } from "hb/grade/part.ts";
import { kit } from "hb/consensus/raft/kit.ts";
import { type Change, change, type Transition } from "hb/consensus/raft/membership.ts";
import { membershipRules } from "hb/consensus/raft/rules/membership.ts";
import { pick } from "hb/laboratory/raft/logs.ts";
import { MOST_VOTERS } from "hb/laboratory/raft/sizes.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { type Configuration, votersOnly } from "../given.ts";
import { shortestFirst } from "./cases.ts";
import { composed } from "./compose.ts";

export const members = task<Answers>(text, (answers, grading) => {
  changes(answers.members, grading);
  const change = composed(answers, "all");
  grading.storm(kit, { storm: "chaos", seeds: 10, shrinkRuns: 40, change });
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
/** Enough of them for the largest configuration, and for as many again who come. */
const crowd = Array.from({ length: 2 * MOST_VOTERS }, (_, i) => i < MOST_VOTERS ? 3 * i : 1000 * i);

/** From one configuration to the next, and on; most changes are few, and about few nodes. */
function walk(random: Random) {
  const isLarge = random.chance(0.15);
  const few = isLarge ? crowd : all.slice(0, pick(random, [2, 4, 5, 9])),
    some = few.filter(() => random.chance(0.6));
  let from: Configuration = votersOnly(some.length > 0 ? some : few.slice(0, 1));
  return Array.from({ length: 13 }, () => {
    const transition = pick<Transition>(random, ["auto", "auto", "implicit", "explicit"]);
    const isMuch = random.chance(isLarge ? 0.5 : 0.1);
    const length = isMuch ? 4 + random.below(isLarge ? MOST_VOTERS : 8) : random.below(4);
    // At times many voters become learners at once.
    const isRetreat = isLarge && isMuch && random.chance(0.5);
    const types: readonly Change["type"][] = isRetreat
      ? ["addLearner"]
      : ["addVoter", "addVoter", "addLearner", "remove"];
    const some = Array.from({ length }, (): Change => ({
      type: pick(random, types),
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
