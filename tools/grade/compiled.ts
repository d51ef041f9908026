/**
 * Which files of an exercise compile. One that does not keeps the parts from being judged that need it, and no
 * others: what is wrong with one answer says nothing of the rest.
 *
 * @module
 */

import { importsSeenIn, resolvedIn } from "../../lib/grade/may_import.ts";
import type { Problem } from "../learn/problem.ts";
import { ownFiles } from "./own_files.ts";
import { blockOf, tracedIn } from "./refusal.ts";
import type { Stub } from "./stubs.ts";
import { type Checked, typeErrors } from "./types.ts";

/** What the compiler says of the files in a folder. */
export interface Compiled {
  /** Why what a file answers cannot be judged, by the name of the file: the place in it or in a file that it imports. */
  readonly refused: Readonly<Record<string, string>>;
  /** What the compiler said of all of them together; nothing if they compile. */
  readonly errors?: string;
}

/** How often the rest is tried again. A syntax error hides all that is wrong in other files. */
const MOST_ROUNDS = 4;

/** Has the answers compiled, at first all, then those that nothing was said against. */
export async function compiled(slug: string, checked: Checked): Promise<Compiled> {
  const { folder, stubs } = checked, refused: Record<string, string> = {};
  let left = stubs, first: string | undefined;
  for (let round = 0; left.length > 0; round++) {
    const errors = await typeErrors({ ...checked, stubs: left });
    if (errors === undefined) break;
    first ??= errors;
    const problems = await tracedIn(folder, left, errors);
    const blamed = await blame(folder, left, problems);
    // Nobody is blamed for what is wrong elsewhere; then, as in the last round, it is told of all that is left.
    const isLast = round === MOST_ROUNDS - 1 || blamed.size === 0;
    for (const { file } of left) {
      const problem = blamed.get(file) ?? (isLast ? problems[0] : undefined);
      if (problem !== undefined) refused[file] = blockOf(slug, folder, problem);
    }
    left = left.filter(({ file }) => refused[file] === undefined);
  }
  return { refused, ...(first === undefined ? {} : { errors: first }) };
}

/** The first problem in each file that answers a part, or in what it imports. */
async function blame(
  folder: string,
  stubs: readonly Stub[],
  problems: readonly Problem[],
): Promise<ReadonlyMap<string, Problem>> {
  const { texts } = await ownFiles(folder), blamed = new Map<string, Problem>();
  for (const { file } of stubs) {
    const needed = neededBy(file, texts);
    const problem = problems.find((each) => needed.has(each.file));
    if (problem !== undefined) blamed.set(file, problem);
  }
  return blamed;
}

/** The files in the folder that one is made of, itself included. */
function neededBy(file: string, texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const needed = new Set<string>(), left = [file];
  for (let path = left.shift(); path !== undefined; path = left.shift()) {
    if (needed.has(path)) continue;
    needed.add(path);
    for (const { specifier } of importsSeenIn(texts.get(path) ?? "")) {
      const target = /^\.\.?\//.test(specifier) ? resolvedIn(path, specifier) : undefined;
      if (target !== undefined) left.push(target);
    }
  }
  return needed;
}
