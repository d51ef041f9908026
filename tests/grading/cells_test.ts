/** `await grade(…)` in a chapter takes the answer to any part of any exercise. */

import { assertEquals, assertStrictEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { judge } from "hb/notebook/grade.ts";
import { withAnswer } from "hb/notebook/grade/answers.ts";
import { knownExercises } from "hb/notebook/grade/exercise.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

/** The exercises that others have finished: those with an answer to each part. */
for (const slug of await knownExercises()) {
  Deno.test(`each part of ${slug} takes its reference answer from a cell`, async () => {
    const { suite } = await import(`file://${root}/exercises/${slug}/suite.ts`);
    const answers = await answersIn(`file://${root}/solutions/${slug}`, suite);
    const stubs: Record<string, unknown> = {
      ...await answersIn(`file://${root}/exercises/${slug}`, suite) as object,
    };
    for (const { name } of suite.parts) {
      const taken = withAnswer(stubs, name, answers as object) as Record<string, unknown>;
      for (const [own, answer] of Object.entries(answers as object)) {
        assertStrictEquals(taken[own], answer);
      }
    }
    // That all of them are right is what the exercise's own check says.
    const [first] = suite.parts;
    const verdict = await judge(`${slug}/${first.name}`, answers);
    assertEquals(verdict.standing, "done", `${first.name}: ${verdict.parts[0]?.explanation}`);
  });
}
