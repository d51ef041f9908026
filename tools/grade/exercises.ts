/** Finds the exercises of the project. @module */

/** The slugs of all exercises, in order; an exercise is a folder with a suite. */
export async function allExercises(root: string): Promise<string[]> {
  const slugs: string[] = [];
  try {
    for await (const entry of Deno.readDir(`${root}/exercises`)) {
      if (entry.isDirectory && await isFile(`${root}/exercises/${entry.name}/suite.ts`)) {
        slugs.push(entry.name);
      }
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return slugs.sort();
}

/**
 * The exercises that are named, by number ("1", "01") or slug; all when none is. `besides` says what else a
 * word may be.
 */
export async function findExercises(
  root: string,
  named: readonly string[],
  besides = "",
): Promise<string[]> {
  const all = await allExercises(root);
  if (named.length === 0) return all;
  return named.map((name) => {
    const number = /^\d+$/.test(name) ? name.padStart(2, "0") + "-" : undefined;
    const found = all.find((slug) => slug === name || (number && slug.startsWith(number)));
    if (found !== undefined) return found;
    throw new Error(
      `Cannot grade "${name}" because ` +
        `it must be one of the exercises ${all.join(", ") || "(none yet)"}${besides}`,
    );
  });
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await Deno.stat(path)).isFile;
  } catch {
    return false;
  }
}
