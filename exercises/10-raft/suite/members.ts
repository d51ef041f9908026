/** How part 20 is judged: change by change, and in trouble with everything that is yours. @module */

import { type Change, change, type Transition } from "hb/consensus/raft/membership.ts";
import { membershipRules } from "hb/consensus/raft/rules/membership.ts";
import { shown } from "hb/grade/frozen.ts";
import { type Grading, Wrong } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import { type Configuration, votersOnly } from "../given.ts";
import type { Subject } from "../subject.ts";
import { trouble } from "./trouble.ts";

export const membersPart: Part<Subject> = {
  number: 20,
  name: "members",
  title: "beyond: from one configuration to the next, and everything at once",
  points: 7,
  statement:
    `The configurations themselves, as pure functions: one server at once where that is safe, more by
way of a joint configuration, learners who get the log before they get a vote. When they are right, your whole
Raft is put to the test: five servers, members who come and go while others crash and links break in one
direction or both, clients who ask again and again. Every invariant of Raft is watched; no command may be
executed twice, none that was acknowledged be lost; and when the trouble is over all must go on.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, chapter 4",
  hints: [
    "Write the one function first that makes one change to the lists, and nothing else.",
    "A joint configuration is the changes applied to { ...from, outgoing: from.voters }; leaving it empties " +
    "outgoing and moves learnersNext to learners.",
    "No changes: leave. Joint already: refuse. Apply them simply; nobody left: refuse; auto and at most one " +
    "voter moved: done. Else apply them to the joint one, autoLeave unless explicit.",
  ],
  test(subject, grading) {
    changes(subject.members, grading);
    for (const seed of grading.seeds(60)) {
      const wrong = trouble(subject, seed);
      if (wrong !== undefined) throw new Wrong(`everything at once, on seed ${seed}: ${wrong}`);
    }
  },
};

function changes(members: Subject["members"], grading: Grading): void {
  const random = new Random(20, "members");
  for (let walk = 0; walk < 60; walk++) {
    let from: Configuration = votersOnly([0, 1, 2].slice(random.below(3)));
    for (let i = 0; i < 12; i++) {
      const transition = pick<Transition>(random, ["auto", "auto", "implicit", "explicit"]);
      const some = Array.from({ length: random.below(4) }, (): Change => ({
        type: pick<Change["type"]>(random, ["addVoter", "addLearner", "remove"]),
        node: random.below(5),
      }));
      const right = change(from, transition, some);
      const found = members.change(shown(from), transition, shown(some));
      const words = `change from ${inWords(from)}, ${transition}: [${
        some.map(({ type, node }) => `${type} ${node}`).join(", ")
      }]`;
      grading.equal(found.ok, right.ok, `whether it is ok: ${words}`);
      if (found.ok && right.ok) {
        grading.equal(inWords(found.configuration), inWords(right.configuration), words);
        grading.equal(found.configuration, right.configuration, words);
      }
      if (right.ok) from = right.configuration;
      const appends = `what the leader appends by itself when ${inWords(from)} is committed`;
      const next = membershipRules.followingOn(from), theirs = members.followingOn(shown(from));
      grading.equal(
        theirs && inWords(theirs),
        next && inWords(next),
        appends,
      );
      grading.equal(theirs, next, appends);
    }
  }
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
