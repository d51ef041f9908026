/** The exercises of chapter 04 while they are half done, what its mutants are, and what is said of them. */

import { assert, assertStringIncludes } from "@std/assert";
import type { Answers } from "../../exercises/04-failure/answers.ts";
import { suite } from "../../exercises/04-failure/suite.ts";
import { mutants } from "../../solutions/04-failure/mutants.ts";
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

Deno.test("each part can be done alone", () => assertDoneAlone(exercise, () => true));

Deno.test("a part of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part is broken by 25 mutants at least, and points add up to 100", () => {
  assertWhole(suite, mutants);
  for (const [part, bugs] of Object.entries(mutants)) assert(Object.keys(bugs).length >= 25, part);
});

/** Bugs of the chapter, and of systems that are in use. */
const mistakes: readonly Mistake<Answers>[] = [
  ["patience", "stubborn", ["is silent: its timer goes off", "waited for longer"]],
  ["patience", "anything goes", ["must be: nothing of that", "only a later life"]],
  ["patience", "no seed", ["came: nothing", "from the start on"]],
  ["phi", "certain", ["σ is at least"]],
  ["phi", "no seed", ["came: φ is 0", "one interval"]],
  ["phi", "the gap", ["whose sender was suspected", "akka-core 25259"]],
  ["probing", "in haste", ["must be: nothing of that", "has failed"]],
  ["probing", "keeps it", ["must be: to node", "passes on the answer"]],
  ["opinions", "stale alive", ["is dead in incarnation", "the greater stands"]],
  ["opinions", "no dead stranger", ["came: it knows nothing of", "memberlist 311"]],
  ["opinions", "any timer", ["the timer of its suspicion", "daos 18635"]],
  ["packets", "no logarithm", ["came: nothing goes with it", "SWIM, section 4.1"]],
  ["packets", "oldest first", ["what was told fewer times goes first"]],
  ["rounds", "random", ["a round comes to each member once"]],
  ["rounds", "at the end", ["each as likely as any"]],
  ["health", "twice", ["must be: nothing of that", "each of whom counts once"]],
  ["health", "never calms", ["its probe is answered", "one less with each answer"]],
  ["entry", "forgetful", ["in a new incarnation", "habitat 5581"]],
  ["entry", "no echo", ["is told that again", "memberlist 311"]],
  ["entry", "forgets the dead", ["came: it knows nothing of", "chitchat 94"]],
  ["swim", "dead at once", ["accused"]],
  ["swim", "random", ["does not ping node", "2n − 1 periods"]],
  ["swim", "stale alive", ["only what is greater takes the place of what is held"]],
  ["swim", "no logarithm", ["tells each death", "λ·⌈log₁₀(n + 1)⌉"]],
  ["swim", "no reconnects", ["two sides do not hear each other"]],
];

testMistakes(exercise, mutants, mistakes);

Deno.test("what happens to a machine that does something wrong is drawn", () => {
  const { failure } = gradeMutant(exercise, mutants, ["opinions", "echo"]);
  assert(failure!.trace.some(({ kind }) => kind === "violation"));
});

Deno.test("of an order of events that goes wrong the shortest is told, and drawn", () => {
  const { words, failure } = gradeMutant(exercise, mutants, ["swim", "same life"]);
  assertStringIncludes(words!, "in this order of events, the shortest");
  assert(failure!.trace.length > 0);
});
