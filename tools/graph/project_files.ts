/** The files of a project: those that git keeps, and new ones that it would. @module */

/** What is no part of a project without git. */
const outside = new Set([".git", ".cache", ".venv", "node_modules", "coverage"]);

/** The paths of all files below `root`, sorted; files that git ignores are left out. */
export async function projectFiles(root: string): Promise<string[]> {
  const listed = await gitFiles(root, "--cached", "--others", "--exclude-standard");
  return (listed ?? walk(root, "")).filter((path) => isFile(`${root}/${path}`)).sort();
}

/** What `git ls-files` lists; nothing when this is no clone. */
export async function gitFiles(
  root: string,
  ...which: readonly string[]
): Promise<string[] | undefined> {
  try {
    const { stdout, success } = await new Deno.Command("git", {
      args: ["ls-files", "-z", ...which],
      cwd: root,
      stderr: "null",
    }).output();
    if (!success) return undefined;
    return [...new Set(new TextDecoder().decode(stdout).split("\0"))].filter((path) => path !== "");
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

function walk(root: string, folder: string): string[] {
  return [...Deno.readDirSync(`${root}/${folder}`)].flatMap(({ name, isDirectory }) => {
    if (outside.has(name)) return [];
    return isDirectory ? walk(root, `${folder}${name}/`) : [`${folder}${name}`];
  });
}

function isFile(path: string): boolean {
  try {
    return Deno.lstatSync(path).isFile;
  } catch {
    return false;
  }
}
