/** Where the reader's progress is kept: one small JSON file, safe to delete. @module */

import { joinedProgress, nothingYet, parseProgress, type Progress } from "./progress.ts";

/** The name of the file in the project. */
export const progressFile = ".learn.json";

/** Loads the file. A file that cannot be used is kept beside it, and the reader is told. */
export async function loadProgress(
  root: string,
): Promise<{ progress: Progress; notice?: string }> {
  const path = `${root}/${progressFile}`;
  let text: string;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return { progress: nothingYet };
    return { progress: nothingYet, notice: `${progressFile} cannot be read: beginning anew` };
  }
  const progress = parseProgress(text);
  if (progress !== undefined) return { progress };
  await Deno.rename(path, `${path}.bak`).catch(() => {});
  return {
    progress: nothingYet,
    notice: `${progressFile} was damaged: beginning anew; the old file is ${progressFile}.bak`,
  };
}

/** Writes the file, whole or not at all. Throws a plain line where that cannot be. */
export async function saveProgress(root: string, progress: Progress): Promise<void> {
  const path = `${root}/${progressFile}`;
  try {
    await Deno.writeTextFile(`${path}.tmp`, JSON.stringify(progress, null, 2) + "\n");
    await Deno.rename(`${path}.tmp`, path);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`Cannot keep your place because ${progressFile} must be writable: ${why}`);
  }
}

/** Adds what a file knows to what is known here, and says what came of it. */
export async function importProgress(root: string, file: string): Promise<string> {
  const other = parseProgress(await textOf(file));
  if (other === undefined) {
    throw new Error(
      `Cannot import progress because ${file} must hold what a page or this command has exported: it does not`,
    );
  }
  const { progress } = await loadProgress(root);
  const joined = joinedProgress(progress, other);
  await saveProgress(root, joined);
  const more = joined.done.length - progress.done.length;
  return `${counted(more)} more done now, ${joined.done.length} in all`;
}

/** Writes what is known here to a file, and says how much that is. */
export async function exportProgress(root: string, file: string): Promise<string> {
  const { progress } = await loadProgress(root);
  try {
    await Deno.writeTextFile(file, JSON.stringify(progress, null, 2) + "\n");
  } catch (error) {
    throw new Error(`Cannot export progress because ${file} must be writable: ${reasonOf(error)}`);
  }
  return `${counted(progress.done.length)} done, written to ${file}`;
}

async function textOf(file: string): Promise<string> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    throw new Error(`Cannot import progress because ${file} must be readable: ${reasonOf(error)}`);
  }
}

function counted(parts: number): string {
  return `${parts} ${parts === 1 ? "part" : "parts"}`;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
