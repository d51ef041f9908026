/** The exercises of chapter 12 while they are half done, and what its mutants are. */

import { assert } from "@std/assert";
import type { Answers } from "../../exercises/12-leaderless/answers.ts";
import { suite } from "../../exercises/12-leaderless/suite.ts";
import { mutants } from "../../solutions/12-leaderless/mutants.ts";
import { assertDoneAlone, assertNotDoneYet, assertWhole, exerciseOf } from "./half_done.ts";
import { testMistakes } from "./half_done.ts";

const exercise = await exerciseOf(suite);

Deno.test("each part of chapter 12 but the whole can be done alone", () =>
  assertDoneAlone(exercise, ({ file }) => file !== "whole.ts"));

Deno.test("a part of chapter 12 of which one function is missing is not done yet", () =>
  assertNotDoneYet(exercise));

Deno.test("every part of chapter 12 is broken by a mutant, and points add up to 100", () => {
  assertWhole(suite, mutants);
});

/** Mistakes that are known to be made in EPaxos. */
const known: readonly (readonly [part: keyof Answers, name: string])[] = [
  ["recovery", "own value over an accepted one"],
  ["agrees", "own value over an accepted one"],
  ["recovery", "the most votes"],
  ["acceptor", "one ballot"],
  ["quorums", "a majority is enough for the fast path"],
  ["coordinator", "fast whatever they have found"],
  ["agrees", "fast on unequal dependencies"],
  ["order", "by arrival"],
  ["agrees", "by arrival in a circle"],
  ["executor", "at once"],
  ["agrees", "decided, so executed"],
  ["coordinator", "votes of any ballot"],
  ["coordinator", "one sender counts twice"],
  ["recovery", "the union of opinions"],
  ["recovery", "no test"],
  ["endures", "never forgets"],
];

Deno.test("the mistakes that are known of EPaxos are among the mutants", () => {
  for (const [part, name] of known) {
    const own = Object.keys(mutants[part]!);
    assert(own.some((each) => each.startsWith(`${name}: `)), `${part}: ${name}`);
  }
});

testMistakes(exercise, mutants, [
  ["acceptor", "one ballot", ["voted in 2.1", "voted in 1.2", "Sutra 2019"]],
  ["recovery", "no test", [
    "must be: put to the test, with support 1",
    "it may have been decided at once",
  ]],
  ["order", "by arrival", ["depend on each other", "must come first"]],
  ["coordinator", "one sender counts twice", ["replica 1 has found", "figure 2"]],
]);
