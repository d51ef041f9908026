/** The exercises of chapter 7 while they are half done, what its mutants are, and what is said of them. */

import { assert } from "@std/assert";
import type { Answers } from "../../exercises/07-quorums/answers.ts";
import { suite } from "../../exercises/07-quorums/suite.ts";
import { mutants } from "../../solutions/07-quorums/mutants.ts";
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

Deno.test("each part of the exercise on quorums can be done alone", () =>
  assertDoneAlone(exercise, () => true));

Deno.test("a part on quorums of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part on quorums is broken by 20 mutants at least, and points add up to 100", () => {
  assertWhole(suite, mutants);
  for (const [part, bugs] of Object.entries(mutants)) assert(Object.keys(bugs).length >= 20, part);
});

/** Bugs of the chapter, and of systems that are in use. */
const mistakes: readonly Mistake<Answers>[] = [
  ["quorums", "half", ["must be: 1 node and 1 other"]],
  ["quorums", "greedy", ["the fewest nodes whose loss leaves none"]],
  ["single", "half", ["more than half"]],
  ["single", "no write-back", ["came: it answers client", "a read returns the latest version"]],
  ["single", "same phase", ["does nothing"]],
  ["many", "no tie-break", ["of equal times by the writer"]],
  ["many", "no question", ["asks first what the latest is"]],
  ["many", "heard only", ["than all that this node has given"]],
  ["restarts", "forgetful", ["it crashes, and starts again", "a node tells what it holds"]],
  ["restarts", "gives up", ["is sent once more", "came: nothing"]],
  ["restarts", "writer anew", ["it crashes"]],
  ["restarts", "never compacts", ["of its journal"]],
  ["fast", "R agree", ["W nodes hold what it returns"]],
  ["fast", "stores at all", ["counts as if it had stored it"]],
  ["dotted", "by seen", ["(seen", "knows all that this does: ", "expected false"]],
  ["dotted", "version vectors", ["what both have stays"]],
  ["dotted", "all replaced", ["what the client has seen is replaced, and nothing else"]],
  ["coordinator", "own failed read", ["there were too few"]],
  ["coordinator", "failed read counts", ["it cannot read its copy", "there were too few"]],
  ["coordinator", "local repair", ["does not know all that the answers say together"]],
  ["handoff", "gone when sent", ["it is time to hand on"]],
  ["handoff", "purged early", ["it saves 1 record, where none will do"]],
  ["handoff", "hints apart", ["anything older would come back"]],
  ["store", "no write-back", ["takes effect at one moment"]],
  ["store", "no tie-break", ["linearizable"]],
  ["store", "two stored", ["five nodes", "nodes 2, 3 and 4 store comes late"]],
  ["store", "two hold of five", ["five nodes", "only nodes 1 and 2 are told to store it in time"]],
  ["store", "first stored", ["five nodes", "what it has the others store comes late"]],
  ["store", "three stored", ["seven nodes"]],
  ["store", "always back", ["messages for a read", "must be: 2 at most"]],
  ["store", "chatty", ["messages for a write"]],
];

testMistakes(exercise, mutants, mistakes);

Deno.test("what happens to a register that is wrong is drawn", () => {
  const { failure } = gradeMutant(exercise, mutants, ["single", "no write-back"]);
  assert(failure!.trace.some(({ kind }) => kind === "violation"));
});
