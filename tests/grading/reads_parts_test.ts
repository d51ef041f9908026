/** The exercises of chapter 11 while they are half done, and what its mutants are. */

import { assert } from "@std/assert";
import type { Answers } from "../../exercises/11-reads/answers.ts";
import { suite } from "../../exercises/11-reads/suite.ts";
import { mutants } from "../../solutions/11-reads/mutants.ts";
import { assertDoneAlone, assertNotDoneYet, assertWhole, exerciseOf } from "./half_done.ts";

const exercise = await exerciseOf(suite);

Deno.test("each part about one server can be done alone", () =>
  assertDoneAlone(exercise, ({ file }) => file !== "whole.ts"));

Deno.test("a part of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part is broken by a mutant, and points add up to 100", () => {
  assertWhole(suite, mutants);
});

/** Bugs of linearizable reads, and of Bodega, that are known to be made. */
const known: readonly (readonly [part: keyof Answers, name: string])[] = [
  ["term", "no current-term commit"],
  ["indexed", "no current-term commit"],
  ["rounds", "asks nobody"],
  ["rounds", "the same again"],
  ["rounds", "does not wait"],
  ["follower", "does not wait"],
  ["holder", "no drift bound"],
  ["leased", "no drift bound"],
  ["holder", "lease survives transfer"],
  ["leased", "lease survives transfer"],
  ["voter", "lease regresses on a term bump"],
  ["pqr", "no rinse"],
  ["quorums", "no rinse"],
  ["cover", "release at a majority without responder cover"],
  ["holding", "leader serves its committed value while responders serve early"],
  ["changing", "adopt a roster without waiting for revocation"],
  ["taking", "count leases of another ballot"],
  ["taking", "holder's timer outlives the grantor's"],
  ["holding", "answer the previous value instead of holding"],
  ["cover", "dead responder never removed"],
];

Deno.test("the bugs that are known of reads are among the mutants", () => {
  for (const [part, name] of known) {
    const own = Object.keys(mutants[part]!);
    assert(own.some((each) => each.startsWith(`${name}: `)), `${part}: ${name}`);
  }
});
