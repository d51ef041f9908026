/** The exercises of chapter 17 while they are half done, what its mutants are, and what is said of them. */

import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { type Bundle, display } from "hb/figure/figure.ts";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/17-storage/answers.ts";
import { suite } from "../../exercises/17-storage/suite.ts";
import { mutants } from "../../solutions/17-storage/mutants.ts";
import {
  assertDoneAlone,
  assertNotDoneYet,
  assertWhole,
  exerciseOf,
  gradeMutant,
  type Mistake,
  testMistakes,
} from "./half_done.ts";

const exercise = await exerciseOf(suite), { solved } = exercise;

Deno.test("each part before the whole can be done alone", () =>
  assertDoneAlone(exercise, ({ name }) => name !== "engine"));

Deno.test("a part of which one function is missing is not done yet, whichever it is", () =>
  assertNotDoneYet(exercise));

Deno.test("every part is broken by a mutant, and points add up to 100", () => {
  assertWhole(suite, mutants);
});

const mistakes: readonly Mistake<Answers>[] = [
  ["entry", "no-length", [
    "to write the entry of no bytes at position 0",
    "the check is CRC-32C",
  ]],
  ["entry", "view", ["to read the entry of", "is the reader's own"]],
  ["recovery", "cuts", ["has rotted", "must be: corrupt", "the disk has lost it"]],
  ["recovery", "refuses", ["0 durable", "must be: no bodies; cut at 0", "was never promised"]],
  ["replace", "unsynced", [
    "1. append to",
    "a crash just before",
    "must be: nothing",
    "old contents or the new",
  ]],
  ["replace", "gone", ["came: nothing", "a name that was there may not be gone"]],
  ["replace", "leftover", ["what a crash left of the last time"]],
  ["group", "shares", ["1. put 7 comes", "came: it tells put 7, ", "must be: it tells put 7"]],
  ["group", "batch-only", ["the sync fails", "must be: it refuses put "]],
  ["bloom", "one-probe", ["the size of a filter of ", "of which a key sets 1"]],
  ["bloom", "view", ["written and read", "are then used for others", "must be: true"]],
  ["bloom", "ten", ["to which 600 are added", "each key sets as many bits as the size says"]],
  ["merge", "linear", ["comparisons for 1920 entries of 64 rows"]],
  ["merge", "at-once", ["came: row 0 is read before anybody asks"]],
  ["compaction", "no-snapshots", ["came: kept: ", "the snapshot at "]],
  ["compaction", "uncovers", ["all at the bottom", "hides something older, which is kept"]],
  ["picking", "alone", [
    "may have older versions of a key that goes below it",
    "LevelDB issue 184",
  ]],
  ["manifest", "table-unsynced", ["the manifest names t2, which is not whole"]],
  ["manifest", "overlap", ["came: it is applied", "must be: it throws", "overlap after it"]],
  ["roots", "once", [
    "counts, and its page ",
    "from byte ",
    "durable before its root is written",
  ]],
  ["roots", "own-page", ["page 1 has the root of transaction 1", "3 % 2 is 1"]],
  ["manifest", "apart", ["your code threw", "must be: \n", "contradicts neither"]],
  ["roots", "no-readers", ["is still in the tree of transaction", "which is read"]],
  ["engine", "log-unsynced", ["came: it holds []", "must be: [a=1]"]],
  ["engine", "one-by-one", ["came: it holds [a=1]", "must be: [], or [a=1 b=1]"]],
  ["engine", "again", ["of the disk fails", "no later sync proves anything"]],
  ["engine", "contents-unsynced", ["engine.open(the disk, ", "must be: it opens"]],
  ["engine", "cut-unsynced", ["at the start after it, another crash"]],
  ["engine", "names-unsynced", ["the program is killed before the disk is asked"]],
  ["engine", "proof-lost", ["closed and opened before the last 1", "in silence"]],
  ["engine", "unbegun", ["before its first entry is asked for", "takes room only for a while"]],
  ["engine", "drops-deletes", ['2. delete "a"']],
  ["engine", "never-compacts", ["20 keys are put 900 times", "takes room only for a while"]],
];

testMistakes(exercise, mutants, mistakes);

Deno.test("a crash that breaks a promise is drawn", () => {
  const { failure } = gradeMutant(exercise, mutants, ["replace", "unsynced"]);
  assert(failure!.trace.some(({ kind }) => kind === "crash"));
});

Deno.test("the sectors of a disk are drawn, as far as the crash, with what it left", () => {
  const planted = [
    ["replace", "unsynced", /append to (\S+): .*\1\? \[~.*a crash: /],
    ["manifest", "manifest-unsynced", /manifest \[==~~~\].*left: manifest \[==xxx\]/],
    ["roots", "unsynced-root", /a crash: .*left: /],
    ["engine", "names-unsynced", /The last 14 of \d+ operations.*left: /],
  ] as const;
  for (const [part, mutant, words] of planted) {
    const { drawing } = gradeMutant(exercise, mutants, [part, mutant]);
    const forms = drawing![display]() as Bundle;
    assertMatch(`${forms["text/plain"]}`, words, part);
    assertMatch(`${forms["image/svg+xml"]}`, /^<svg /);
  }
});

Deno.test("what is drawn comes of the seeds that grading gives", () => {
  const part = suite.parts.find(({ name }) => name === "picking")!, { picking } = solved;
  const asked = (seeds: number, seedBase: number) => {
    const given: string[] = [];
    const inputs: typeof picking.inputs = (...all) => {
      given.push(JSON.stringify(all));
      return picking.inputs(...all);
    };
    const answers = { ...solved, picking: { ...picking, inputs } };
    assertEquals(gradePart(part, answers, { seeds, seedBase }).standing, "done");
    return given;
  };
  const one = asked(1, 1), other = asked(1, 2);
  assertNotEquals(one, other);
  // Two cases are the same for every seed.
  assertEquals(asked(2, 1), [...one.slice(0, -2), ...other]);
});
