/** The answers to an exercise, as they stand in a folder. @module */

import { missesPackage, NO_SUCH_PACKAGE } from "./packages.ts";
import type { Suite } from "./suite.ts";
import { thrownInWords } from "./thrown.ts";
import { NotLoaded } from "./lacking.ts";

/** What a file of answers exports, by name. */
export type Exported = Readonly<Record<string, unknown>>;

/**
 * The answers in the folder at the URL `folder`: of the file of each part, what it exports under the name of
 * the part. Where there is none, or the file cannot be loaded, whoever uses the answer is told so, by `NotLoaded`:
 * what one file lacks is no matter of parts that do not need it. Files that are `refused` are not loaded; it says why,
 * by their names.
 */
export function answersIn<A>(folder: string, suite: Suite<A>, refused: Refused = {}): Promise<A> {
  return answersOf((file) => import(`${folder}/${file}`), suite, refused);
}

/** Files that are not to be loaded, and why, by their names. */
export type Refused = Readonly<Record<string, string>>;

/** The answers in the files that `load` imports, each named as its part says. */
export async function answersOf<A>(
  load: (file: string) => Promise<Exported>,
  suite: Suite<A>,
  refused: Refused = {},
): Promise<A> {
  const answers: Record<string, unknown> = {};
  for (const { name, file, given = [] } of suite.parts) {
    const lacking = (words: string) =>
      Object.defineProperty(answers, name, {
        get: () => {
          throw new NotLoaded(words);
        },
        enumerable: true,
        configurable: true,
      });
    const why = refused[file];
    if (why !== undefined) {
      lacking(why);
      continue;
    }
    try {
      const exported = await load(file);
      if (exported[name] !== undefined) answers[name] = exported[name];
      else lacking(`${file} must export \`${name}\`: it does not`);
    } catch (thrown) {
      lacking(`${file} cannot be loaded: ${whyNot(thrown, given)}`);
    }
  }
  return answers as A;
}

function whyNot(thrown: unknown, given: readonly string[]): string {
  const words = thrownInWords(thrown, { given });
  return missesPackage(words) ? NO_SUCH_PACKAGE : words;
}
