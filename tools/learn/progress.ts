/** What is remembered from one day to the next: one small JSON file, safe to delete. @module */

import { isPathName, type PathName } from "./paths.ts";

/** What is remembered. */
export interface Progress {
  readonly path?: PathName;
  /** The last position: "01-replay/3". */
  readonly at?: string;
  /** The parts that were done when they were last graded. */
  readonly done: readonly string[];
  /** How many hints were shown, by part. */
  readonly hints: Readonly<Record<string, number>>;
  /** The parts whose solution was looked at before they were done. */
  readonly looked: readonly string[];
}

/** What a new reader begins with. */
export const nothingYet: Progress = { done: [], hints: {}, looked: [] };

/** The name of the file in the project. */
export const progressFile = ".learn.json";

/** Reads what a file says, or why it cannot be used. */
export function parseProgress(text: string): Progress | undefined {
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof read !== "object" || read === null) return undefined;
  const { path, at, done, hints, looked } = read as Record<string, unknown>;
  if (path !== undefined && !isPathName(path)) return undefined;
  if (at !== undefined && typeof at !== "string") return undefined;
  if (!isTexts(done) || !isTexts(looked) || !isCounts(hints)) return undefined;
  return {
    ...(path === undefined ? {} : { path }),
    ...(at === undefined ? {} : { at }),
    done,
    hints,
    looked,
  };
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isCounts(value: unknown): value is Record<string, number> {
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
    Object.values(value).every((each) => Number.isSafeInteger(each) && each >= 0);
}

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
