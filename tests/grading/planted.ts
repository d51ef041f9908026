/** Code under judgement, planted for one test. */

import { judge } from "../../tools/grade/sandbox.ts";
import type { PartResult } from "../../lib/grade/suite.ts";
import { repositoryRoot as root } from "../../tools/run/mod.ts";
import { names } from "./fixture/answers.ts";
import { suite } from "./fixture/suite.ts";

const fixture = new URL("fixture", import.meta.url).href;

/** What became of the first part of the fixture, and what was printed. */
export interface Outcome {
  readonly result: PartResult;
  readonly printed: readonly string[];
}

/** Judges a module of this text; unless it says otherwise, its answer is wrong. */
export async function judgePlanted(text: string, limitS = 20): Promise<Outcome> {
  const parent = `${root}/.cache/tests`;
  await Deno.mkdir(parent, { recursive: true });
  const folder = await Deno.makeTempDir({ dir: parent, prefix: "planted-" });
  // Under names of their own, since code may declare what it likes.
  const others = names.filter((name) => !text.includes(`export const ${name} `));
  const rest = `\nfunction unanswered() {\n  return "wrong";\n}
export { ${others.map((name) => `unanswered as ${name}`).join(", ")} };\n`;
  try {
    await Deno.writeTextFile(`${folder}/all.ts`, text + rest);
    const printed: string[] = [];
    const [result] = await judge({
      root,
      suite: fixture,
      answers: `file://${folder}`,
      parts: suite.parts.slice(0, 1),
      limitS,
      mayReadSolutions: false,
      print: (line) => printed.push(line),
      page: () => Promise.resolve(),
    });
    return { result: result!, printed };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
