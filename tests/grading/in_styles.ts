/** Tests that right answers in other styles than the solution's get all points. @module */

import { assertEquals } from "@std/assert";
import { gradePart, type Suite } from "hb/grade/suite.ts";

/** Grades each style, in every part that it changes. */
export function testStyles<A extends object>(
  suite: Suite<A>,
  right: A,
  styles: Readonly<Record<string, Partial<A>>>,
): void {
  for (const [style, changed] of Object.entries<Partial<A>>(styles)) {
    for (const part of suite.parts.filter(({ name }) => name in changed)) {
      Deno.test(`${part.name}, ${style}, gets all points`, () => {
        const { standing, words } = gradePart(part, { ...right, ...changed }, { shrinkRuns: 0 });
        assertEquals([standing, words], ["done", undefined]);
      });
    }
  }
}
