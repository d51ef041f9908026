/**
 * Takes a submission in: the answers of somebody else, put beside a fresh copy of all that they must not
 * change. Of a submission nothing is taken but the files to fill in.
 *
 * @module
 */

/** The longest file that is taken, in bytes. */
const LONGEST = 1_000_000;

/** Where a submission was put together, and what was missing in it. */
export interface Submission {
  /** The folder with the answers. */
  readonly folder: string;
  /** Files that were not there, or were not taken; the stub stands in for them. */
  readonly missing: readonly string[];
}

/** Puts the exercise `slug` of the project together with the `stubs` of the submission in `from`. */
export async function takeSubmission(
  root: string,
  slug: string,
  stubs: readonly string[],
  from: string,
): Promise<Submission> {
  const places = await placesOf(from, slug);
  const folder = await Deno.makeTempDir({ prefix: `${slug}-` });
  await copyFolder(`${root}/exercises/${slug}`, folder);
  const missing: string[] = [];
  for (const stub of stubs) {
    const text = await firstText(from, places.map((place) => `${place}/${stub}`));
    if (text === undefined) missing.push(stub);
    else await Deno.writeTextFile(`${folder}/${stub}`, text);
  }
  return { folder, missing };
}

/** A submission is the folder of the exercise, or a whole copy of the hand-out. */
async function placesOf(from: string, slug: string): Promise<string[]> {
  const info = await Deno.stat(from).catch(() => undefined);
  if (!info?.isDirectory) {
    throw new Error(`Cannot grade the submission because it must be a folder: given ${from}`);
  }
  return [`${from}/exercises/${slug}`, from];
}

/** The first of some files that can be taken: a link might lead to what nobody may see. */
async function firstText(from: string, paths: readonly string[]): Promise<string | undefined> {
  const inside = await Deno.realPath(from);
  for (const path of paths) {
    const info = await Deno.lstat(path).catch(() => undefined);
    if (!info?.isFile || info.size > LONGEST) continue;
    // A folder on the way may be a link, too.
    const real = (await Deno.realPath(path)).replaceAll("\\", "/");
    const expected = path.slice(from.length);
    if (real === inside.replaceAll("\\", "/") + expected) return await Deno.readTextFile(path);
  }
  return undefined;
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
