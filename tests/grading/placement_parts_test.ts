/** The exercises of chapter 14 while they are half done, what its mutants are, and what is said of them. */

import { assert, assertEquals, assertThrows } from "@std/assert";
import { guaranteeOf } from "hb/laboratory/conformance/guarantee.ts";
import { placementSuite } from "hb/laboratory/conformance/placement/placement.ts";
import { guaranteeName } from "hb/placement/bugs/guarantees.ts";
import { chances } from "../../exercises/14-placement/suite/chances.ts";
import { PROMISES } from "../../exercises/14-placement/suite/placing_promises.ts";
import { suite } from "../../exercises/14-placement/suite.ts";
import type { Answers } from "../../exercises/14-placement/answers.ts";
import { mutants } from "../../solutions/14-placement/mutants.ts";
import {
  assertDoneAlone,
  assertNotDoneYet,
  assertWhole,
  exerciseOf,
  type Mistake,
  testMistakes,
} from "./half_done.ts";

const exercise = await exerciseOf(suite);

Deno.test("each part can be done alone", () => assertDoneAlone(exercise, () => true));

Deno.test("a part of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part is broken by fourteen mutants at least, and points add up to 100", () => {
  assertWhole(suite, mutants);
  for (const [part, bugs] of Object.entries(mutants)) assert(Object.keys(bugs).length >= 14, part);
});

const mistakes: readonly Mistake<Answers>[] = [
  ["lookup", "straight", ["must be: place 0", "the circle begins anew"]],
  ["lookup", "all", ["read ", "reads at most", "half of the places"]],
  ["lookup", "shift", ["in steps of 2", "must be: 35 reads at most"]],
  ["ring", "joined", ["both hash the bytes 31 31 31 30", "joined as texts"]],
  ["ring", "arrival", ["the points of ring", "the lesser name comes first"]],
  ["ring", "overwrites", ["do not overwrite each other"]],
  ["ring", "in-place", ["the points of ring 0", "it stays as it was"]],
  ["ring", "rehash", ["hashes", "at most", "its own node"]],
  ["replicas", "points", ["copies for hash", "each once"]],
  ["replicas", "named", ["a node without a zone is alone"]],
  ["replicas", "whole", ["a walk that ends", "gone round once"]],
  ["rendezvous", "power", ["weight", "the greatest score wins"]],
  ["rendezvous", "sorting", ["hashes", "at most", "no more"]],
  ["jump", "arrival", ["nodes b, a", "in the order of their names"]],
  ["jump", "slow", ["another number is drawn", "ln n"]],
  ["maglev", "list", ["prefers", "by name, whatever the list's order", "Envoy 20703"]],
  ["maglev", "again", ["one question more", "does not ask for it again"]],
  ["bounded", "tired", ["who is past the end of the walk", "here that is"]],
  ["bounded", "without", ["here that is 2 for a"]],
  ["bounded", "as-listed", ["nodes b of weight 1, a of weight 1", "must be: a"]],
  ["bounded", "infinite", ["epsilon Infinity", "a finite number"]],
  ["bounded", "ties", ["assign", "those of one hash by name"]],
  ["smooth", "greatest", ["whose turn is it?", "of equals the least number", "here credits are"]],
  ["smooth", "remembers", ["goes", "begins at 0"]],
  ["choices", "herd", ["always", "in 50.0000 %", "make it a herd"]],
  ["choices", "back-at-zero", ["came: 0", "must be: 1", "has come"]],
  ["choices", "again", ["one random number more", "may draw long"]],
  ["choices", "remembers", ["characters are remembered", "is forgotten"]],
  ["latency", "never-forgets", ["what is expected of server", "fades by time"]],
  ["latency", "sink", ["one fails at server", "an error is a request under way"]],
  ["latency", "on-top", ["is averaged with what is left", "ms are left", "under way"]],
  ["placing", "as-keys", ['as for "a"', "points of its own"]],
  ["placing", "unzoned", ["is weighed 3", 'in zone "x"', "as they are now"]],
  ["placing", "a point overwrites another", ["when hashes collide", "goes to", "decided by names"]],
  ["placing", "names and numbers joined", ['joined as texts, "a" and 11']],
  ["balancing", "sink", ["(seed 1)", "of 2000 requests fail", "section 14.13"]],
  ["balancing", "told", ["7 and 1 are under way, not 2 and 1"]],
  ["balancing", "undefined", ["undefined is picked"]],
  ["balancing", "cold", ["the new server has", "warmed up"]],
];

testMistakes(exercise, mutants, mistakes);

Deno.test("every guarantee of the suite of placements is asked for in part 11", () => {
  const asked = PROMISES.map(([name]) => guaranteeOf(placementSuite, guaranteeName(name)));
  assertEquals(new Set(asked), new Set(placementSuite.guarantees));
  assertThrows(() => guaranteeOf(placementSuite, "no such"), RangeError, "Cannot find a guarantee");
});

Deno.test("all that can come of draws is known with its probability", () => {
  const sums = chances((below) => below(2) + below(3), 2, () => "too many");
  assertEquals([...sums].map(([sum, chance]) => [sum, Math.round(6 * chance)]), [
    [0, 1],
    [1, 2],
    [2, 2],
    [3, 1],
  ]);
  assertEquals([...chances(() => "nothing is drawn", 0, () => "too many").values()], [1]);
});
