/**
 * Takes a submission in: the answers of somebody else, put beside a fresh copy of all that they must not
 * change. It is a folder, or a file that a page of the book has exported. Of a submission nothing is taken but the files to fill in, and files of its own that they import.
 *
 * @module
 */

import { importsSeenIn, resolvedIn } from "../../lib/grade/may_import.ts";
import { parseHandedIn } from "./handed_in.ts";
import { isTaken, ownText } from "./own_files.ts";
import { filesOf, standIn, type Stub } from "./stubs.ts";

/** Where a submission was put together, and what was missing in it. */
export interface Submission {
  /** The folder with the answers. */
  readonly folder: string;
  /** Files that were not there, or were not taken. What stands for an answer then is not done yet. */
  readonly missing: readonly string[];
  /** Why nothing can be graded: of all that is to be filled in, nothing is there. */
  readonly refusal?: string;
}

/**
 * Puts the exercise `slug` of the project together with the `stubs` of the submission in `from`. Whatever answers the
 * project itself holds are not graded in the place of those that are missing.
 */
export async function takeSubmission(
  root: string,
  slug: string,
  stubs: readonly Stub[],
  from: string,
): Promise<Submission> {
  const submitted = await textsIn(from, slug);
  const exercise = `${root}/exercises/${slug}`;
  const folder = await Deno.makeTempDir({ prefix: `${slug}-` });
  await copyFolder(exercise, folder);
  const missing: string[] = [], taken = new Set<string>(), asked = filesOf(stubs);
  const left = [...asked];
  for (let path = left.shift(); path !== undefined; path = left.shift()) {
    // What is given is the project's.
    if (taken.has(path) || !asked.includes(path) && await isThere(`${exercise}/${path}`)) continue;
    taken.add(path);
    const text = await submitted(path);
    if (text === undefined) {
      missing.push(path);
      if (asked.includes(path)) await Deno.writeTextFile(`${folder}/${path}`, standIn(path, stubs));
      continue;
    }
    await Deno.mkdir(`${folder}/${path}`.replace(/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(`${folder}/${path}`, text);
    left.push(...importedBy(path, text));
  }
  if (asked.some((file) => !missing.includes(file))) return { folder, missing };
  return { folder, missing, refusal: nothingIn(from, slug, asked) };
}

function nothingIn(from: string, slug: string, asked: readonly string[]): string {
  return `Cannot grade the submission of ${slug} because one of ${
    asked.join(", ")
  } must be in it, ` +
    `or in its folder exercises/${slug}: given ${from}`;
}

/** The files of its own that a file imports. */
function importedBy(path: string, text: string): string[] {
  return importsSeenIn(text).flatMap(({ specifier }) =>
    /^\.\.?\//.test(specifier) ? resolvedIn(path, specifier) ?? [] : []
  );
}

/** Reads the texts of files by their paths; nothing where there is none. */
type Texts = (path: string) => Promise<string | undefined>;

async function textsIn(from: string, slug: string): Promise<Texts> {
  const info = await Deno.stat(from).catch(() => undefined);
  if (info?.isDirectory) {
    // It is the folder of the exercise, or a whole copy of the hand-out.
    return async (path) =>
      await ownText(from, `exercises/${slug}/${path}`) ?? await ownText(from, path);
  }
  const answers = info?.isFile ? parseHandedIn(await Deno.readTextFile(from)) : undefined;
  if (answers === undefined) {
    throw new Error(
      `Cannot grade the submission because it must be a folder, or a file that a page of the book ` +
        `has exported: given ${from}`,
    );
  }
  const own = new Map(Object.entries(answers[slug] ?? {}));
  return (path) => {
    const text = own.get(path);
    return Promise.resolve(text !== undefined && isTaken(path, text) ? text : undefined);
  };
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.lstat(path).then(() => true, () => false);
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
