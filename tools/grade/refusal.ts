/** Why files cannot be judged, as their author reads it: place, kind, words, and the line itself. @module */

import { openableIn, placeOf, type Problem, problemsIn } from "../learn/problem.ts";
import { printable } from "./lines.ts";
import { ANSWERS, type Stub } from "./stubs.ts";
import { repositoryRoot as root } from "../run/locate.ts";

/** How long it is at most. */
const LONGEST = 20_000;

/** How many problems are told: one that is not understood often makes many others. */
const MOST = 5;

/** What `typeErrors` said of the files in `folder`, in one block for each problem. */
export async function refusalOf(
  slug: string,
  folder: string,
  stubs: readonly Stub[],
  errors: string,
): Promise<string> {
  const all = await tracedIn(folder, stubs, errors), told = all.slice(0, MOST);
  const blocks = told.map((problem) => blockOf(slug, folder, problem));
  const left = all.length - told.length;
  const more = left > 0 ? [`and ${left} more`] : [];
  const words = [`Cannot grade ${slug} because its files must compile:`, ...blocks, ...more];
  return printable(words.join("\n\n"), LONGEST);
}

/** The problems that `typeErrors` said there are in the files in `folder`, each where its author can mend it. */
export async function tracedIn(
  folder: string,
  stubs: readonly Stub[],
  errors: string,
): Promise<Problem[]> {
  return await Promise.all(problemsIn(errors).map((each) => traced(each, folder, stubs)));
}

/** One problem in the files in `folder`: its place, its kind, what is wrong, and the line itself. */
export function blockOf(slug: string, folder: string, problem: Problem): string {
  const own = `${root}/exercises/${slug}` === folder;
  const place = own ? openableIn(slug, placeOf(problem)) : placeOf(problem);
  return [
    `${place}: ${problem.kind}: ${problem.words}`,
    ...problem.excerpt.map((line) => `    ${line}`),
  ].join("\n");
}

/** An answer of a wrong type is noticed where all answers are put together, and is wrong where it is written. */
async function traced(
  problem: Problem,
  folder: string,
  stubs: readonly Stub[],
): Promise<Problem> {
  const name = /^\s*([\p{L}_$][\p{L}\d_$]*)\b/u.exec(problem.excerpt[0] ?? "")?.[1];
  const stub = stubs.find((each) => each.name === name);
  if (problem.file !== ANSWERS || problem.kind !== "type error" || stub === undefined) {
    return problem;
  }
  const { file } = stub;
  const lines = (await Deno.readTextFile(`${folder}/${file}`)).split("\n");
  const declares = new RegExp(
    `^export (?:const|let|var|(?:async )?function\\*?|class) ${stub.name}\\b`,
  );
  const at = lines.findIndex((line) => declares.test(line));
  if (at < 0) return problem;
  const column = lines[at]!.indexOf(stub.name) + 1;
  const excerpt = [lines[at]!, " ".repeat(column - 1) + "~".repeat(stub.name.length)];
  return { ...problem, file, line: at + 1, column, excerpt };
}
