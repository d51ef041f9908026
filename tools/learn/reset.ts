/** Puts the file of a part back as it was given. @module */

/** The folder of copies, within the project. */
const KEPT = ".cache/learn";

/** What was done, in words: where the copy of the reader's file is. */
export interface Reset {
  readonly words: string;
}

/**
 * Puts `exercises/SLUG/FILE` back as it was given, and keeps a copy of what was there. What was given is
 * what the repository has committed, or else what was there when it was first seen by `keepGiven`.
 */
export async function resetFile(root: string, slug: string, file: string): Promise<Reset> {
  const path = `exercises/${slug}/${file}`;
  const given = await committed(root, path) ?? await read(`${root}/${KEPT}/given/${slug}/${file}`);
  if (given === undefined) {
    return { words: `${path} is left alone, as nobody knows how it was given` };
  }
  const now = await read(`${root}/${path}`);
  if (now === given) return { words: `${path} is as it was given` };
  let copy = "";
  if (now !== undefined) {
    await Deno.mkdir(`${root}/${KEPT}/${slug}`, { recursive: true });
    copy = await freeName(root, `${KEPT}/${slug}/${file}`);
    await Deno.writeTextFile(`${root}/${copy}`, now);
  }
  await Deno.writeTextFile(`${root}/${path}`, given);
  return { words: `${file} is as it was given${copy === "" ? "" : `; yours is ${copy}`}` };
}

/** Keeps files that still have a `todo(` as they were given, for where no repository remembers them. */
export async function keepGiven(
  root: string,
  slug: string,
  files: readonly string[],
): Promise<void> {
  for (const file of files) {
    const kept = `${root}/${KEPT}/given/${slug}/${file}`;
    if (await read(kept) !== undefined) continue;
    const text = await read(`${root}/exercises/${slug}/${file}`);
    if (text === undefined || !/\btodo\(/.test(text)) continue;
    await Deno.mkdir(kept.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeTextFile(kept, text);
  }
}

/** A file as it is committed; a reader who commits answers has the first version put back. */
async function committed(root: string, path: string): Promise<string | undefined> {
  const log = await git(root, "log", "--diff-filter=A", "--format=%H", "-1", "--", path);
  const first = log?.trim();
  if (!first) return undefined;
  const newest = await git(root, "show", `HEAD:./${path}`);
  // The stub may have changed since the first version; whichever still is a stub, the newest of them.
  if (newest !== undefined && /\btodo\(/.test(newest)) return newest;
  return await git(root, "show", `${first}:./${path}`);
}

async function git(root: string, ...args: string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args,
      cwd: root,
      stdout: "piped",
      stderr: "null",
    }).output();
    return success ? new TextDecoder().decode(stdout) : undefined;
  } catch {
    return undefined;
  }
}

async function read(path: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/** The first name with a number that is not taken. */
async function freeName(root: string, path: string): Promise<string> {
  for (let number = 1;; number++) {
    const name = path.replace(/(\.[^./]*)$/, `.${number}$1`);
    if (await read(`${root}/${name}`) === undefined) return name;
  }
}
