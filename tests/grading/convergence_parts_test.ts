/** The exercises of chapter 8 while they are half done, what its mutants are, and what is said of them. */

import { assert } from "@std/assert";
import type { Answers } from "../../exercises/08-convergence/answers.ts";
import { suite } from "../../exercises/08-convergence/suite.ts";
import { mutants } from "../../solutions/08-convergence/mutants.ts";
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

Deno.test("each part of the exercise on convergence can be done alone", () =>
  assertDoneAlone(exercise, () => true));

Deno.test("a part on convergence of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part on convergence is broken by 24 mutants at least, and points add up to 100", () => {
  assertWhole(suite, mutants);
  for (const [part, bugs] of Object.entries(mutants)) assert(Object.keys(bugs).length >= 24, part);
});

/** Bugs of the chapter, and of systems that are in use. */
const mistakes: readonly Mistake<Answers>[] = [
  ["causal", "FIFO", ["it delivers", "must be: nothing of that", "when all that its stamp counts"]],
  ["causal", "any row", ["it tells that these are stable", "nothing that is still to come"]],
  ["causal", "again", ["must be: nothing of that", "each is delivered once"]],
  ["counters", "sum", ["merged twice, it has", "once, whatever it heard how often"]],
  ["counters", "name again", ["begins again as A'", "as it was in message"]],
  ["registers", "ties here", ["that of the greater name"]],
  ["registers", "clock", ["whatever the clock shows"]],
  ["registers", "one clock", ["and no others"]],
  ["orset", "comes back", ["must be: ", "has nothing"]],
  ["orset", "up to the last", ["its delta is message"]],
  ["orset", "claims all", ["a delta is about nothing but its own update"]],
  ["orset", "tombstones", ["no element is kept"]],
  ["orset", "again and again", ["    5. B gets", "that a later one had replaced was not there"]],
  ["orset", "union", ["must be: A.1 has nothing", "what was removed as it had been seen is gone"]],
  ["deltas", "all there is", ["acknowledges", "up to"]],
  ["deltas", "never all", ["must be: it sends node", "all it has"]],
  ["deltas", "counts anew", ["it crashes, and comes back"]],
  ["ormap", "only what is here", ["as a client has seen it at", "though it is not known yet"]],
  ["ormap", "falsy", ["what is concurrent stays"]],
  ["ormap", "last of each", ["removes"]],
  ["ormap", "replaces nothing", ["    2. ", "a write replaces what is in its field at its copy"]],
  ["sequence", "backwards", ["takes operation", "that of the lesser name first"]],
  ["sequence", "RGA", ["takes operation", "Weidner"]],
  ["sequence", "comes back", ["deletes"]],
  ["sequence", "deep", ["Maximum call stack size exceeded"]],
  ["sessions", "checks reads only", ["client"]],
  ["sessions", "crossed", ["writes follow reads", "Terry et al. 1994"]],
  ["sessions", "one at a time", ["the first that may be"]],
  ["store", "name again", ["loses its disk", "what has its number now"]],
  ["store", "after a gap", ["400 ms others do not hear copy 1", "has not always what came before"]],
  ["store", "own only", ["copy 0 hears only copy 3"]],
  ["store", "always all", ["6000 at most"]],
  ["store", "remove wins", ["was not removed by who had seen it"]],
  ["store", "sessions anew", ["1200 ms later", "what has its number now"]],
  ["store", "never quiet", ["characters that are sent"]],
];

testMistakes(exercise, mutants, mistakes);

Deno.test("what happens to a copy that counts wrongly is drawn", () => {
  const { failure } = gradeMutant(exercise, mutants, ["counters", "sum"]);
  assert(failure!.trace.some(({ kind }) => kind === "violation"));
});
