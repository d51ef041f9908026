/** The exercises of chapter 5 while they are half done, what its mutants are, and what is said of them. */

import { assert, assertStringIncludes } from "@std/assert";
import type { Answers } from "../../exercises/05-rumours/answers.ts";
import { suite } from "../../exercises/05-rumours/suite.ts";
import { mutants } from "../../solutions/05-rumours/mutants.ts";
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

Deno.test("each part of the exercise on rumours can be done alone", () =>
  assertDoneAlone(exercise, () => true));

Deno.test("a part on rumours of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part on rumours is broken by 24 mutants at least, and points add up to 100", () => {
  assertWhole(suite, mutants);
  for (const [part, bugs] of Object.entries(mutants)) assert(Object.keys(bugs).length >= 24, part);
});

/** Bugs of the chapter, and of systems that are in use. */
const mistakes: readonly Mistake<Answers>[] = [
  ["push", "itself", ["must be: it tells node", "a node is no partner of itself"]],
  ["push", "hot again", ["came: it tells", "in so many rounds"]],
  ["push", "window", ["it delivers r", "must be: nothing of that"]],
  ["pull", "nothing to ask", ["came: nothing", "must be: it asks node", "in every round"]],
  ["pull", "hot only", ["however long it has been"]],
  ["pull", "advertises", ["is dropped", "and had f"]],
  ["interest", "useful counts", ["says that it knew", "came: nothing"]],
  ["interest", "coin first", ["by a coin"]],
  ["interest", "short memory", ["must be: nothing of that"]],
  ["versions", "gap", ["it applies", "none before the one ahead of it"]],
  ["versions", "starts over", ["it crashes"]],
  ["versions", "first gone", ["if that was dropped, nothing of it is sent", "Renesse et al. 2008"]],
  ["merkle", "keys only", ["must be: node", "with key, version and value"]],
  ["merkle", "cancels", ["a hash stands for all of the items below it"]],
  ["merkle", "first difference", ["both have the newest of what either had"]],
  ["merkle", "all hashes", ["calls of io.hash, where"]],
  ["merkle", "busy", ["after 1 messages node 0 writes", "both have the newest"]],
  ["merkle", "one partner", [
    "has a round with node 2, and node 0 at once",
    "in its session with node 2",
  ]],
  ["merkle", "commas", ["a hash stands for all of the items below it"]],
  ["mass", "makes mass", ["mass conservation"]],
  ["tree", "grafts at once", ["a graft for", "what is not here is waited for"]],
  ["tree", "prunes strangers", ["why: to who is no neighbour nothing is sent"]],
  ["tree", "wants what it has", ["why: what is here, or was, is not waited for"]],
  ["tree", "over early", ["the wait for"]],
  ["tree", "no payload", ['e ("")']],
  ["tree", "all gone", ["node 1 is no neighbour any more"]],
  ["broadcast", "saves all", ["node 0 saves 400 records", "must be: 201 at most"]],
  ["broadcast", "long record", ["characters in 200 records"]],
  ["broadcast", "grafts at once", ["payloads are sent; node", "gets it more than once", "word"]],
  ["broadcast", "by text", ["no two broadcasts have the same id"]],
  ["broadcast", "alone", ["who has neighbours answers, too"]],
  ["broadcast", "few ids", ["the link 1–2 breaks"]],
  ["broadcast", "asks the dead", ["who is gone is not asked"]],
  ["broadcast", "never grafts", ["all nodes that are up deliver", "node 1 crashes"]],
  ["broadcast", "grafts make no branch", ["the tree is mended, and stays so"]],
  ["broadcast", "deaf to prunes", ["must be: 3: one to each other node"]],
  ["broadcast", "ids again", ["no two broadcasts have the same id"]],
  ["broadcast", "no answer", ["it does not answer"]],
];

testMistakes(exercise, mutants, mistakes);

Deno.test("what happens to a node that pushes wrongly is drawn", () => {
  const { failure } = gradeMutant(exercise, mutants, ["push", "for ever"]);
  assert(failure!.trace.some(({ kind }) => kind === "violation"));
});

Deno.test("what is drawn of an order of events is told, too", () => {
  const { words } = gradeMutant(exercise, mutants, ["broadcast", "one try"]);
  assertStringIncludes(words!, "in this order of events, the shortest");
});
