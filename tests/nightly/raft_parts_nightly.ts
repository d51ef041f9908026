/** The exercises of chapter 10 on more seeds, and what the scenarios of the laboratory do not see. */

import { assertEquals } from "@std/assert";
import { gradePart, type PartResult } from "hb/grade/suite.ts";
import type { Subject } from "../../exercises/10-raft/subject.ts";
import { suite } from "../../exercises/10-raft/suite.ts";
import { mutants } from "../../solutions/10-raft/mutants.ts";
import { subject } from "../../solutions/10-raft/subject.ts";

function grade(name: string, answers: Subject, seeds = {}): PartResult {
  return gradePart(suite.parts.find((part) => part.name === name)!, answers, seeds);
}

Deno.test("the solutions pass on seeds that nobody has chosen", () => {
  for (const { name } of suite.parts) {
    const { standing, words } = grade(name, subject, { seeds: 100, seedBase: 2000 });
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
    const mutant = mutants.find((each) => each.name === name)!;
    for (const stage of ["voter", "follower", "restart", "install"]) {
      const { standing, words } = grade(stage, mutant.subject);
      assertEquals(standing, "done", `${name}, in ${stage}: ${words}`);
    }
    assertEquals(grade(mutant.breaks[0]!, mutant.subject).standing, "wrong", name);
  }
});
