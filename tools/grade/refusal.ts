/** Why files cannot be judged, as their author reads it: place, kind, words, and the line itself. @module */

import { placeOf, type Problem, problemsIn } from "../learn/problem.ts";

/** How many problems are told: one that is not understood often makes many others. */
const MOST = 5;

/** What `typeErrors` said of the files in `folder`, in one block for each problem. */
export async function refusalOf(slug: string, folder: string, errors: string): Promise<string> {
  const all = problemsIn(errors);
  const told = await Promise.all(all.slice(0, MOST).map((each) => traced(each, folder)));
  const blocks = told.map((problem) =>
    [
      `${placeOf(problem)}: ${problem.kind}: ${problem.words}`,
      ...problem.excerpt.map((line) => `    ${line}`),
    ].join("\n")
  );
  const left = all.length - told.length;
  const more = left > 0 ? [`and ${left} more`] : [];
  return [`Cannot grade ${slug} as its files must compile:`, ...blocks, ...more].join("\n\n");
}

/** An answer of a wrong type is noticed in `subject.ts`, which takes it, and is wrong where it is written. */
async function traced(problem: Problem, folder: string): Promise<Problem> {
  const name = /^\s*([\p{L}_$][\p{L}\d_$]*)\b/u.exec(problem.excerpt[0] ?? "")?.[1];
  if (problem.file !== "subject.ts" || problem.kind !== "type error" || !name) return problem;
  const subject = await Deno.readTextFile(`${folder}/subject.ts`);
  const file = new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from "\\./([^"]+)"`).exec(subject)
    ?.[1];
  if (file === undefined) return problem;
  const lines = (await Deno.readTextFile(`${folder}/${file}`)).split("\n");
  const declares = new RegExp(`^export (?:const|let|var|(?:async )?function\\*?|class) ${name}\\b`);
  const at = lines.findIndex((line) => declares.test(line));
  if (at < 0) return problem;
  const column = lines[at]!.indexOf(name) + 1;
  const excerpt = [lines[at]!, " ".repeat(column - 1) + "~".repeat(name.length)];
  return { ...problem, file, line: at + 1, column, excerpt };
}
