/** Which files of an exercise its reader fills in. @module */

import type { Suite } from "../../lib/grade/suite.ts";

/** What is known of a part before its answer is looked at. */
export interface Stub {
  /** The name under which the answer is exported. */
  readonly name: string;
  /** The file that exports it. */
  readonly file: string;
}

/** The files that a suite's parts are answered in, by their names. */
export function stubsOf({ parts }: Suite<unknown>): string[] {
  return [...new Set(parts.map(({ file }) => file))];
}

/** The module in which the compiler looks at answers. */
export const ANSWERS = "answers.ts";

/**
 * A module that compiles if these answers in a folder are what an exercise asks for: one of each name, and of
 * the type that it has in the `Answers` of the exercise. Both folders are URLs.
 */
export function checkedAnswers(exercise: string, folder: string, stubs: readonly Stub[]): string {
  return [
    `import type { Answers } from "${exercise}/${ANSWERS}";`,
    ...stubs.map(({ name, file }) => `import { ${name} } from "${folder}/${file}";`),
    `export const answers: Pick<Answers, ${stubs.map(({ name }) => `"${name}"`).join(" | ")}> = {`,
    ...stubs.map(({ name }) => `  ${name},`),
    "};\n",
  ].join("\n");
}

/** A solution as it stands beside what is given; those of the project name it from afar. */
export function asHandedIn(solution: string, slug: string): string {
  return solution.replaceAll(`../../exercises/${slug}/`, "./");
}
