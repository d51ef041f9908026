/**
 * Correct answers to chapter 12 in other styles than the solution's: where the statement leaves a choice, each is as
 * good as the other.
 */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/12-leaderless/answers.ts";
import type { WholeEPaxos } from "../../exercises/12-leaderless/given.ts";
import { suite } from "../../exercises/12-leaderless/suite.ts";
import { plain } from "./leaderless_otherwise.ts";
import { patient } from "./leaderless_whole_otherwise.ts";

const right = await answersIn(
  new URL("../../solutions/12-leaderless", import.meta.url).href,
  suite,
);

/** A record of functions as an object of a class, which uses `this`. */
function asObject<T extends object>(own: T): T {
  class Answer {
    own = own;
  }
  for (const [name, member] of Object.entries(own)) {
    if (typeof member !== "function") {
      Object.defineProperty(Answer.prototype, name, { value: member });
      continue;
    }
    Object.defineProperty(Answer.prototype, name, {
      value(this: Answer, ...given: unknown[]) {
        return (this.own as Record<string, (...given: unknown[]) => unknown>)[name]!(...given);
      },
    });
  }
  return new Answer() as unknown as T;
}

/** Everything as classes. */
const classes: Answers = {
  ...right,
  interference: asObject(right.interference),
  quorums: asObject(right.quorums),
  coordinator: asObject(right.coordinator),
  executor: asObject(right.executor),
  acceptor: asObject(right.acceptor),
  recovery: asObject(right.recovery),
  checkpoints: asObject(right.checkpoints),
  agrees: (setting) => asObject(right.agrees(setting)),
  endures: (setting) => asObject(right.endures(setting)),
};

function assertDone(answers: Answers, isJudged: (name: string) => boolean): void {
  const wrong = suite.parts.filter(({ name }) => isJudged(name))
    .map((part) => gradePart(part, answers, { shrinkRuns: 0 }))
    .filter(({ standing }) => standing !== "done");
  assertEquals(wrong.map(({ name, words }) => `${name}: ${words}`), []);
}

Deno.test("12-leaderless: answers in another style earn all points: classes", () =>
  assertDone(classes, () => true));

Deno.test("12-leaderless: answers in another style earn all points: other structures", () =>
  assertDone({ ...right, ...plain }, (name) => name in plain));

/** A whole protocol that is right in another way. */
function assertRight(name: "agrees" | "endures", epaxos: WholeEPaxos): void {
  const part = suite.parts.find((each) => each.name === name)!;
  const { standing, words } = gradePart(part, { ...right, [name]: epaxos }, { shrinkRuns: 0 });
  assertEquals([standing, words], ["done", undefined]);
}

for (const name of ["agrees", "endures"] as const) {
  Deno.test(`12-leaderless: ${name}: longer patience, and another order of messages`, () =>
    assertRight(name, patient));
}
