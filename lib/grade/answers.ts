/** The answers to an exercise, as they stand in a folder. @module */

import type { Suite } from "./suite.ts";

/** What a file of answers exports, by name. */
export type Exported = Readonly<Record<string, unknown>>;

/**
 * The answers in the folder at the URL `folder`: of the file of each part, what it exports under the name of
 * the part. Throws where there is none.
 */
export function answersIn<A>(folder: string, suite: Suite<A>): Promise<A> {
  return answersOf((file) => import(`${folder}/${file}`), suite);
}

/** The answers in the files that `load` imports, each named as its part says. */
export async function answersOf<A>(
  load: (file: string) => Promise<Exported>,
  suite: Suite<A>,
): Promise<A> {
  const answers: [string, unknown][] = [];
  for (const { name, file } of suite.parts) {
    const exported = await load(file);
    if (exported[name] === undefined) {
      throw new Error(`Cannot judge ${file} because it must export \`${name}\`: it does not`);
    }
    answers.push([name, exported[name]]);
  }
  return Object.fromEntries(answers) as A;
}
