/** The files of this repository. @module */

import { fileURLToPath } from "node:url";
import { gitFiles } from "../graph/project_files.ts";

/** The root of the repository, without a slash at the end. */
export const root: string = fileURLToPath(new URL("../..", import.meta.url)).replace(/[/\\]$/, "");

/** The files that git keeps and that are there: paths from the root, sorted. */
export async function committedFiles(): Promise<string[]> {
  const listed = await gitFiles(root);
  if (listed === undefined) {
    throw new Error("Cannot list the committed files because this must be a git clone: given none");
  }
  return listed.filter(isThere).sort();
}

/** The TypeScript files under a folder, committed or not, sorted; none when there is no folder. */
export function sourceFiles(folder: string): string[] {
  let entries: Deno.DirEntry[];
  try {
    entries = [...Deno.readDirSync(`${root}/${folder}`)];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
  return entries.flatMap(({ name, isDirectory }) => {
    const path = `${folder}/${name}`;
    if (isDirectory) return sourceFiles(path);
    return name.endsWith(".ts") ? [path] : [];
  }).sort();
}

/** A path that git still lists may have been deleted, or be a submodule. */
function isThere(path: string): boolean {
  try {
    return path !== "" && Deno.lstatSync(`${root}/${path}`).isFile;
  } catch {
    return false;
  }
}
