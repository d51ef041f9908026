/** Exercises on more seeds than every day: what is right is not called wrong. @module */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart, type Suite } from "hb/grade/suite.ts";

/** Requires that the solutions of parts pass on so many seeds; 0: that part is left out. */
export async function testMoreSeeds<A extends object>(
  suite: Suite<A>,
  seedsOf: (part: string) => number,
): Promise<void> {
  const { href } = new URL(`../../solutions/${suite.chapter}`, import.meta.url);
  const solved = await answersIn(href, suite);
  for (const part of suite.parts) {
    const seeds = seedsOf(part.name);
    if (seeds === 0) continue;
    Deno.test(`the solution of part ${part.number} passes on ${seeds} seeds that nobody has chosen`, () => {
      const { standing, words } = gradePart(part, solved, { seeds, seedBase: 2000 });
      assertEquals(standing, "done", words);
    });
  }
}
