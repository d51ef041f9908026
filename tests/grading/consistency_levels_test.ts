/** What part 1 of chapter 3 says of a level that is too strong, or too weak. */

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { gradePart } from "hb/grade/suite.ts";
import type { Answers } from "../../exercises/03-consistency/answers.ts";
import { histories, type Level, levels } from "../../exercises/03-consistency/memory.ts";
import { suite } from "../../exercises/03-consistency/suite.ts";
import { classify } from "../../solutions/03-consistency/classify.ts";

/** What is said when one history is put at this level. */
function words(name: keyof typeof histories, level: Level): string {
  const answer = () => ({ ...classify(), [name]: level });
  return gradePart(suite.parts[0]!, { classify: answer } as unknown as Answers).words!;
}

Deno.test("of a level that is too weak, the orders are shown by which a stronger one is kept, and it is not named", () => {
  const right = classify();
  for (const name of Object.keys(histories) as (keyof typeof histories)[]) {
    const truth = levels.indexOf(right[name]);
    for (const weaker of levels.slice(truth + 1)) {
      const said = words(name, weaker);
      assertStringIncludes(said, `keeps to a stronger level than ${weaker}, as th`);
      assert(!said.includes(right[name]), said);
      const [, orders = ""] = said.split(" fits: ");
      if (orders !== "") {
        assertEquals(orders.split(", ").length, histories[name].split(/,|&/).length);
      }
      assert(!/process \d+ (;|$)|fits?: $/.test(said), said);
    }
  }
  assertStringIncludes(
    words("B", "causal memory"),
    "as this order fits: 1 r x -, 0 w x 1, 1 w y 2, 0 r y 2",
  );
  assertStringIncludes(words("F", "none"), "these orders fit: for process 1 ");
});

Deno.test("a history that contradicts a level as a whole is told once", () => {
  const said = words("E", "causal memory");
  assertEquals(said.split("0 w x 1, 1 r x 1, 1 w y 2, 2 r y 2, 2 r x -").length, 2);
  assertStringIncludes(said, "is not causal memory: process 0 writes x = 1 before");
});
