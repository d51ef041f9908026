/** The exercises of chapter 11 on more seeds: what is right is not called wrong. */

import { assertEquals } from "@std/assert";
import { answersIn } from "hb/grade/answers.ts";
import { gradePart } from "hb/grade/suite.ts";
import { suite } from "../../exercises/11-reads/suite.ts";

const solved = await answersIn(new URL("../../solutions/11-reads", import.meta.url).href, suite);

for (const part of suite.parts.filter(({ file }) => file === "whole.ts")) {
  Deno.test(`the solution of part ${part.number} passes on seeds that nobody has chosen`, () => {
    const { standing, words } = gradePart(part, solved, { seeds: 200, seedBase: 2000 });
    assertEquals(standing, "done", words);
  });
}
