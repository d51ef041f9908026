/** What is said of usual mistakes in exercise 09: what is told leads to the mistake, and is short. */

import { assert, assertStringIncludes } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { mutantsOf } from "hb/grade/mutants.ts";
import { explainPart } from "hb/grade/report.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/09-paxos/answers.ts";
import { suite } from "../../exercises/09-paxos/suite.ts";
import { mutants } from "../../solutions/09-paxos/mutants.ts";

const right: Answers = await answersIn(
  new URL("../../solutions/09-paxos", import.meta.url).href,
  suite,
);
const wrong = mutantsOf(right, mutants);

/** What a reader is told of an answer to a part. */
function said(part: keyof Answers, answers: Answers): string {
  const judge = suite.parts.find(({ name }) => name === part)!;
  return explainPart(suite.chapter, gradePart(judge, answers));
}

/** The answers of a mutant. */
function mutant(part: keyof Answers, name: string): Answers {
  const found = wrong.find((each) => each.part === part && each.name === name);
  assert(found !== undefined, name);
  return found.answers;
}

/** A mistake: the part, the mutant, what is said of it, and what is not. */
const mistakes: readonly (readonly [
  part: keyof Answers,
  name: string,
  said: readonly string[],
  unsaid: readonly string[],
])[] = [
  ["decides", "asks one server alone", [
    "progress: while a majority of the servers is up and can hear each other",
    "server 0 led, and had not executed what server 1 had, which is gone",
    "; before that\n  at 0 ms nodes {0} and {1} are parted\n",
    "no more: nodes {0} and {2} are parted\n",
  ], ["message 1 from", "it takes no more than", "Infinity"]],
  ["decides", "its own vote, once", ["said to itself when it was asked for a was lost"], []],
  ["decides", "any no", [
    "a leader that all can hear goes on to lead – but server 0 led in ballot",
    "at 4000 ms node 0 is back",
  ], ["message 1 from"]],
  ["decides", "nothing is saved", ["in this order of events, the shortest"], [
    "seed",
    "message 1 from",
  ]],
  ["endures", "members never change", [
    "a change that a leader is asked for once holds α slots later, though nobody asks for more – but it does not hold",
    "is told change: members [0, 1, 2, 3]",
  ], []],
  ["endures", "answers for ever", ["a6 … and 53 more"], ["a20"]],
];

for (const [part, name, all, none] of mistakes) {
  Deno.test(`09-paxos says what is wrong, in few lines: ${name}`, () => {
    const words = said(part, mutant(part, name));
    for (const each of all) assertStringIncludes(words, each);
    for (const each of none) assert(!words.includes(each), words);
    assert(words.split("\n").length < 30, words);
  });
}

Deno.test("09-paxos says what is wrong, in few lines: one node that decides, and a slot that is gone", () => {
  const deaf = said("learner", {
    ...right,
    learner(paxos, s, message, io) {
      if (io.peers.length > 1) right.learner(paxos, s, message, io);
    },
  });
  assertStringIncludes(deaf, "a learner (what decides: its one node), node 0 of 1");
  const careless = said("executor", {
    ...right,
    executor: {
      ...right.executor,
      install(setting, s, message, io) {
        right.executor.install(setting, s, message, io);
        s.slots.clear();
      },
    },
  });
  assertStringIncludes(careless, "and is in no snapshot yet, but it is gone");
});
