/** The exercises of chapter 6 while they are half done, what its mutants are, and what is said of them. */

import { assert, assertStringIncludes } from "@std/assert";
import type { Answers } from "../../exercises/06-chains/answers.ts";
import { suite } from "../../exercises/06-chains/suite.ts";
import { mutants } from "../../solutions/06-chains/mutants.ts";
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

Deno.test("each part of the exercise on chains can be done alone", () =>
  assertDoneAlone(exercise, () => true));

Deno.test("a part on chains of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part on chains is broken by 24 mutants at least, and points add up to 100", () => {
  assertWhole(suite, mutants);
  for (const [part, bugs] of Object.entries(mutants)) assert(Object.keys(bugs).length >= 24, part);
});

/** Bugs of the chapter, and of systems that are in use. */
const mistakes: readonly Mistake<Answers>[] = [
  ["forward", "at once", ["it answers client", "must be: ", "when all of them have it"]],
  ["forward", "gap", ["without a gap and nothing twice"]],
  ["views", "impatient", [
    "came: it says backups [1]",
    "a view stays until its primary pings with its number",
  ]],
  ["views", "empty hands", ["of that view it acknowledges nothing any more"]],
  ["views", "same faces", ["has restarted, and pings with 0", "number 3"]],
  ["views", "idle primary", ["the first backup that is left"]],
  ["fenced", "no fence", ["must be: nothing of that", "of its own view"]],
  ["fenced", "reads alone", ["queries too: who is cut off answers nothing"]],
  ["fenced", "further already", ["whatever it had"]],
  ["fenced", "acknowledges at once", ["in pings"]],
  ["transfer", "no sessions", ["joins", "total"]],
  ["transfer", "forgives", ["spoilt on its way", "Elasticsearch 28534"]],
  ["transfer", "remembers aloud", ["again", "if it was answered before"]],
  ["transfer", "lost in between", ["what was done since the attempt began"]],
  ["transfer", "thrown away", ["leads"]],
  ["straight", "head answers", ["it answers client"]],
  ["straight", "out of order", ["hears from node", "must be: "]],
  ["failures", "old tail", ["the masters have confirmed"]],
  ["failures", "no resend", ["must be: it sends", "has another predecessor"]],
  ["failures", "decides nothing", ["who becomes the tail acknowledges"]],
  ["grow", "serves at once", ["whole"]],
  ["grow", "keeps its past", ["must be: whole: false"]],
  ["grow", "locked out", ["has come from joining and is not whole"]],
  ["grow", "no replies", ["with what clients were answered"]],
  ["craq", "serves dirty", ["must be: it sends node", "version"]],
  ["craq", "dirty for ever", ["who becomes the tail acknowledges all that it has"]],
  ["store", "head answers", ["in this order of events, the shortest", "linearizability"]],
  ["store", "serves dirty", ["linearizable"]],
  ["store", "new tail", ["in this order of events, the shortest"]],
  ["store", "no replies", ["the client asks again", "and once"]],
  ["store", "always whole", ["a chain is never left with servers alone that lack something"]],
  ["store", "outdated", ["who comes back acts in no chain older"]],
  ["store", "kept", ["server 1 remembers"]],
];

testMistakes(exercise, mutants, mistakes);

Deno.test("what happens to a server that fences wrongly is drawn", () => {
  const { failure } = gradeMutant(exercise, mutants, ["fenced", "no fence"]);
  assert(failure!.trace.some(({ kind }) => kind === "violation"));
});

Deno.test("what is drawn of an order of events of a store is told, too", () => {
  const { words } = gradeMutant(exercise, mutants, ["store", "decides nothing"]);
  assertStringIncludes(words!, "in this order of events, the shortest");
});
