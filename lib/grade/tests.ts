/** A suite as ordinary tests, for plain `deno test`. @module */

import { explainPart } from "./report.ts";
import { gradePart, type Suite } from "./suite.ts";

/**
 * Registers a test for each part. A part that has not been begun is ignored, and its name says so; a
 * wrong one fails with the seed, the schedule and the command that replays it.
 */
export function testSuite<I>(suite: Suite<I>, subject: I): void {
  for (const part of suite.parts) {
    const name = `${suite.chapter} part ${part.number}: ${part.title}`;
    const result = gradePart(part, subject);
    if (result.standing === "not done yet") {
      Deno.test({ name: `${name} (not done yet)`, ignore: true, fn() {} });
    } else {
      Deno.test(name, () => {
        if (result.standing === "wrong") throw new Error(explainPart(suite.chapter, result));
      });
    }
  }
}
