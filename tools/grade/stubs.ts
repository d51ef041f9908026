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
  return filesOf(parts);
}

/** The files of these parts, each once. */
export function filesOf(parts: readonly Stub[]): string[] {
  return [...new Set(parts.map(({ file }) => file))];
}

/** The module in which the compiler looks at answers. */
export const ANSWERS = "answers.ts";

/** A module in the place of a file that was not handed in: of each answer in it, whoever uses it is told so. */
export function standIn(file: string, stubs: readonly Stub[]): string {
  const names = stubs.filter((stub) => stub.file === file).map(({ name }) => name);
  return [
    `import { todo } from "hb/grade/todo.ts";`,
    `import type { Answers } from "./${ANSWERS}";`,
    `const lacking = () => todo(${JSON.stringify(`${file} was not handed in`)});`,
    ...names.map((name) =>
      `export const ${name}: Answers["${name}"] = new Proxy(lacking, { get: lacking }) as never;`
    ),
    "",
  ].join("\n");
}

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
