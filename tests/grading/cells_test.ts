/** `await grade(…)` in a chapter takes the answer to any part of any exercise. */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { judge } from "hb/notebook/grade.ts";
import { knownExercises } from "hb/notebook/grade/exercise.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";

/** The exercises that others have finished: those with an answer to each part. */
for (const slug of await knownExercises()) {
  Deno.test(`each part of ${slug} takes its reference answer from a cell`, async () => {
    const { suite } = await import(`file://${root}/exercises/${slug}/suite.ts`);
    const answers = await answersIn(`file://${root}/solutions/${slug}`, suite);
    for (const part of suite.parts) {
      const verdict = await judge(`${slug}/${part.name}`, answers);
      assertEquals(verdict.standing, "done", `${part.name}: ${verdict.parts[0]?.explanation}`);
    }
  });
}
