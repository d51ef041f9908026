/** The exercises of chapter 13 while they are half done, what their mutants are, and what is said of them. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { Grading } from "hb/grade/grading.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/13-byzantine/answers.ts";
import { suite } from "../../exercises/13-byzantine/suite.ts";
import { everyOrder, smalls as orders } from "../../exercises/13-byzantine/suite/broadcast.ts";
import { subjectOf } from "../../exercises/13-byzantine/suite/broadcast_subject.ts";
import { runs } from "../../exercises/13-byzantine/suite/phases_runs.ts";
import { runs as changes } from "../../exercises/13-byzantine/suite/views_runs.ts";
import { smalls } from "../../exercises/13-byzantine/suite/whole_small.ts";
import { mutants } from "../../solutions/13-byzantine/mutants.ts";
import {
  assertDoneAlone,
  assertNotDoneYet,
  assertWhole,
  exerciseOf,
  gradeMutant,
  type Mistake,
  testMistakes,
} from "./half_done.ts";

const exercise = await exerciseOf(suite);

Deno.test("each part of the exercise on liars can be done alone", () =>
  assertDoneAlone(exercise, ({ name }) => name !== "whole"));

Deno.test("a part on liars of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("what is not begun is not done yet", () => {
  for (const part of suite.parts) {
    const { standing, words } = gradePart(part, exercise.stubs);
    assertEquals(standing, "not done yet", `${part.name}: ${words}`);
  }
});

Deno.test("every part on liars is broken by eighteen mutants at least, and points add up to 100", () => {
  assertWhole(suite, mutants);
  for (const [part, bugs] of Object.entries(mutants)) assert(Object.keys(bugs).length >= 18, part);
});

/** Bugs of the chapter, and of systems that are in use. */
const mistakes: readonly Mistake<Answers>[] = [
  ["generals", "trusts the commander", ["lieutenant 1, one of 4", "must be: he obeys"]],
  ["generals", "anybody speaks for anybody", ["he obeys"]],
  ["broadcast", "no amplification", ["says ready 3.1:a", "has delivered 3.1, and node"]],
  ["broadcast", "a quorum of 2f", ["lies"]],
  ["broadcast", "keeps", ["its votes, which are not kept"]],
  ["certificates", "a quorum of 2f", ["quorum(1)"]],
  ["certificates", "duplicates counted twice", ["counts once"]],
  ["certificates", "signer not member", ["is no member"]],
  ["phases", "equivocation unchecked", ["pre-prepare", "must be: nothing of that"]],
  ["phases", "commits without having prepared", ["came:", "committed"]],
  ["phases", "forges", ["a forgery"]],
  ["phases", "signs for others", ["a forgery"]],
  ["checkpoints", "no bound", ["no more than about L / K + 1 numbers are remembered"]],
  ["checkpoints", "never compacts", ["is stable"]],
  ["views", "one invalid certificate hides valid ones", ["whatever else has come"]],
  ["views", "votes for another number", ["the prepares are for another number"]],
  ["views", "what is executed is not told", ["executed or not"]],
  ["views", "the lowest checkpoint", ["the highest stable checkpoint"]],
  ["client", "trusts one reply", ["f + 1 different replicas"]],
  ["safety", "a lock is for ever", ["safeNode"]],
  ["safety", "two-chain commit with the three-chain lock rule", ["three views"]],
  ["safety", "any three", ["three views that follow"]],
  ["pacemaker", "timeout constant", ["it waits"]],
  ["pacemaker", "no amplification", ["f + 1 others take one along"]],
  ["pacemaker", "forges", ["a forgery"]],
  ["guilt", "convicts the innocent", ["nobody is convicted who may be loyal"]],
  ["whole", "no lock check", ["as if there were no a", "must be: no vote"]],
  ["whole", "a lock is for ever", ["for which others have voted", "must be: its vote"]],
  ["whole", "any three", ["of view 4, to which a quorum wanted to go", "has committed"]],
  ["whole", "forges", ["a forgery", "has not been shown"]],
  ["whole", "locks are forgotten in a crash", ["it crashes, and starts again"]],
  ["whole", "a leader's own vote is not saved", ["it proposes another block in view 1"]],
  ["whole", "hears nobody", ["it proposes a block of view 4", "hears from a quorum"]],
  ["whole", "votes on", ["to view 4", "must be: no vote"]],
  ["whole", "the next view", ["it is in view 1, and wants view 2", "must be: view 4"]],
  ["whole", "never calm", ["until it wants another view", "the time goes back"]],
  ["whole", "a forged genesis", ["a certificate for genesis, of view 1, that nobody has signed"]],
  ["whole", "timeout constant", ["set for 40 ms", "replica 0 is in view"]],
];

testMistakes(exercise, mutants, mistakes);

/** What is found in every order of events, in words; nothing if all is well. */
function foundIn(explore: (grading: Grading) => void): string {
  try {
    explore(new Grading());
    return "";
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

Deno.test("a replica that votes twice is told by the shortest order of events, in the words of the chapter", () => {
  const twice = mutants.whole!["votes twice: in one view for two blocks"]!;
  const words = foundIn((grading) => smalls(twice, grading));
  assertStringIncludes(words, "votes for two blocks of one view");
  assertStringIncludes(words, "1. node 1 hears 'view 1 on genesis: a' from node 0\n");
  assertStringIncludes(words, "2. node 1 hears 'view 1 on genesis: b' from node 0\n");
  assertEquals(foundIn((grading) => smalls(exercise.solved.whole, grading)), "");
});

Deno.test("a node that believes liars alone is told by the shortest order of events", () => {
  const words = foundIn((grading) => {
    const { "f are ready: liars alone make all ready": easy } = mutants.broadcast!;
    for (const small of orders) everyOrder(subjectOf(easy!), small, grading);
  });
  assertStringIncludes(words, "no creation");
  assertStringIncludes(words, "in this order of events, the shortest");
  assertEquals(
    foundIn((grading) =>
      orders.forEach((small) => everyOrder(subjectOf(exercise.solved.broadcast), small, grading))
    ),
    "",
  );
});

Deno.test("replicas whose quorum is 2f prepare two batches, in the shortest order of events", () => {
  const { "a quorum of 2f: liars alone may be in two": few } = mutants.phases!;
  const words = foundIn((grading) => runs({ ...exercise.solved.phases, ...few }, grading));
  assertStringIncludes(words, "one batch is prepared");
  assertStringIncludes(words, "1. node 1 hears 'pre-prepare 1:a' from node 0\n");
  assertEquals(foundIn((grading) => runs(exercise.solved.phases, grading)), "");
});

Deno.test("a replica that loses what comes first does not commit what a loyal primary proposes", () => {
  const { "votes that come first are lost: they do not come again": deaf } = mutants.phases!;
  const words = foundIn((grading) => runs({ ...exercise.solved.phases, ...deaf }, grading));
  assertStringIncludes(words, "what a loyal primary proposes all loyal replicas commit");
});

Deno.test("changes of views that forget what was prepared commit something else, and one liar holds up others", () => {
  const words = (name: string) =>
    foundIn((grading) => {
      const bug = mutants.views![name] as Partial<Answers["views"]>;
      changes({ ...exercise.solved.views, ...bug }, grading);
    });
  const forgets =
    "nothing is told: what was prepared is ignored by the new leader (cothority 2080)";
  assertStringIncludes(words(forgets), "one batch is committed");
  const hides = "one invalid certificate hides valid ones: nothing begins when a liar has spoken";
  assertStringIncludes(words(hides), "views change until there is a primary who leads");
  assertEquals(foundIn((grading) => changes(exercise.solved.views, grading)), "");
});

Deno.test("what liars do is drawn", () => {
  const { failure } = gradeMutant(exercise, mutants, ["broadcast", "no amplification"]);
  assert(failure!.trace.some(({ kind }) => kind === "deliver"));
});
