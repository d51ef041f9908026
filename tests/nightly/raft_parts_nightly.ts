/** The exercises of chapter 10 on more seeds, and what the scenarios of the laboratory do not see. */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { mutantsOf } from "hb/grade/mutants.ts";
import { gradePart, type PartResult } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/10-raft/answers.ts";
import { suite } from "../../exercises/10-raft/suite.ts";
import { mutants } from "../../solutions/10-raft/mutants.ts";

const solved = await answersIn(new URL("../../solutions/10-raft", import.meta.url).href, suite);

function grade(name: string, answers: Answers, seeds = {}): PartResult {
  return gradePart(suite.parts.find((part) => part.name === name)!, answers, seeds);
}

Deno.test("the solutions pass on seeds that nobody has chosen", () => {
  for (const { name } of suite.parts) {
    const { standing, words } = grade(name, solved, { seeds: 100, seedBase: 2000 });
    assertEquals(standing, "done", `${name}: ${words}`);
  }
});

/** What the README says that all 28 scenarios let by. */
const unseen = [
  "two votes in a term",
  "the vote is not saved",
  "an older term, by counting",
  "two timeouts only",
];

Deno.test("some mistakes pass all scenarios of the laboratory, and are caught by the part that asks", () => {
  for (const name of unseen) {
    const mutant = mutantsOf(solved, mutants).find((each) => each.name === name)!;
    for (const stage of ["candidate", "clients", "restart", "behind"]) {
      const { standing, words } = grade(stage, mutant.answers);
      assertEquals(standing, "done", `${name}, in ${stage}: ${words}`);
    }
    assertEquals(grade(mutant.part, mutant.answers).standing, "wrong", name);
  }
});
