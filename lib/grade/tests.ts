/** A suite as ordinary tests, for plain `deno test`. @module */

import { answersOf, type Exported } from "./answers.ts";
import { explainPart } from "./report.ts";
import { gradePart, type Suite } from "./suite.ts";

/**
 * Registers a test for each part of a suite, of the answers that `load` imports by the names of their files
 * without `.ts`. It is the test that imports them, as a template that Deno can follow: then reading them
 * takes no permission. A part that has not
 * been begun is ignored, and its name says so; a wrong one fails with the seed, the schedule and the command
 * that replays it.
 */
export async function testAnswers<A>(
  load: (name: string) => Promise<Exported>,
  suite: Suite<A>,
): Promise<void> {
  const answers = await answersOf((file) => load(file.replace(/\.ts$/, "")), suite);
  for (const part of suite.parts) {
    const name = `${suite.chapter} part ${part.number}: ${part.title}`;
    const result = gradePart(part, answers);
    if (result.standing === "not done yet") {
      Deno.test({ name: `${name} (not done yet)`, ignore: true, fn() {} });
    } else {
      Deno.test(name, () => {
        if (result.standing === "wrong") throw new Error(explainPart(suite.chapter, result));
      });
    }
  }
}
