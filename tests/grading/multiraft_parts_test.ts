/** The exercises of chapter 15 while they are half done, what its mutants are, and what is said of them. */

import { assert, assertStringIncludes } from "@std/assert";
import type { Answers } from "../../exercises/15-multiraft/answers.ts";
import { suite } from "../../exercises/15-multiraft/suite.ts";
import { mutants } from "../../solutions/15-multiraft/mutants.ts";
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

Deno.test("each part before the whole can be done alone", () =>
  assertDoneAlone(exercise, ({ name }) => name !== "store"));

Deno.test("a part of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part is broken by fourteen mutants at least, and points add up to 100", () => {
  assertWhole(suite, mutants);
  for (const [part, bugs] of Object.entries(mutants)) assert(Object.keys(bugs).length >= 14, part);
});

/** Bugs of the chapter, and of systems that are in use. */
const mistakes: readonly Mistake<Answers>[] = [
  ["routes", "latest", ["it learns of group", "later version", "section 15.3"]],
  ["routes", "beside", ["all that is known is in `s`"]],
  ["operate", "accepts a newer epoch", ["must be: it answers stale", "exactly its version"]],
  ["operate", "reads while stopped", ["must be: it answers frozen"]],
  ["split", "child forgets what was answered", [
    "must be: child: the boot of gateway 0 is 1",
    "section 15.4",
  ]],
  ["split", "shallow", ["when the child's state changes, the parent's does"]],
  ["split", "installs over a parent", ["it may be installed", "has not heard of the split"]],
  ["split", "starts over", ["it begins none", "TiKV 529"]],
  ["merge", "thaws too early", ["came: nothing", "must be: its version goes from 1 to 3"]],
  ["merge", "any stop", ["its replica does: thaw", "its replica does: nothing", "TiKV 6460"]],
  ["beats", "a beat vouches for all groups", [
    "must be: nothing of that",
    "vouches for the groups",
  ]],
  ["sleep", "a sleeper refuses its vote", ["free to help another", "TiKV 16429"]],
  ["retry", "goes on where a range is believed to begin", ["CockroachDB 1428"]],
  ["retry", "endless", ["99 times: the wait for 0 is over", "after a hundred tries"]],
  ["replace", "old order, new epoch", ["must be: over, changed", "pd 1652"]],
  ["balance", "ping-pong", ["which makes nothing better", "moving comes to an end"]],
  ["balance", "no zones", ["came: no move", "must be: a move", "shares its zone"]],
  ["store", "once", ["must be: an answer to each"]],
  ["store", "goes on asking", ["messages when all was answered"]],
  ["store", "begins twice", ["there is a replica of group 10 already"]],
  ["store", "reads here", ["linearizab"]],
];

testMistakes(exercise, mutants, mistakes);

Deno.test("what happens to a machine that does something wrong is drawn", () => {
  const { failure } = gradeMutant(exercise, mutants, ["sleep", "insomnia"]);
  assert(failure!.trace.some(({ kind }) => kind === "violation"));
});

Deno.test("what is drawn comes of the seeds that grading gives, and the seed is told", () => {
  const { words } = gradeMutant(exercise, mutants, ["merge", "any stop"]);
  assertStringIncludes(words!, "asked: ranges: group 0");
});
