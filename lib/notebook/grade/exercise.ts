/** The exercises of the book, as a notebook finds them: beside the library that it imports. @module */

import type { Suite } from "../../grade/suite.ts";
import type { Answers } from "./answers.ts";

/** The folder of the book. */
export const book: URL = new URL("../../../", import.meta.url);

/** The slugs of all exercises: the folders with a suite. */
export async function knownExercises(): Promise<string[]> {
  const slugs: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL("exercises/", book))) {
    if (isDirectory && await isThere(new URL(`exercises/${name}/suite.ts`, book))) slugs.push(name);
  }
  return slugs.sort();
}

/** The suite of an exercise. */
export async function suiteOf(slug: string): Promise<Suite<unknown>> {
  const { suite } = await load(slug, "suite.ts");
  return suite as Suite<unknown>;
}

/** The answers in the reader's files, as they were when this kernel first read them. */
export async function answersOf(slug: string): Promise<Answers> {
  const { subject } = await load(slug, "subject.ts");
  return subject as Answers;
}

/** The names of the answers that a file holds. */
export async function answersIn(slug: string, file: string, answers: Answers): Promise<string[]> {
  return Object.keys(await load(slug, file)).filter((name) => Object.hasOwn(answers, name));
}

async function load(slug: string, file: string): Promise<Record<string, unknown>> {
  try {
    return await import(new URL(`exercises/${slug}/${file}`, book).href);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot load exercises/${slug}/${file} as it must compile: ${why}`, { cause });
  }
}

async function isThere(file: URL): Promise<boolean> {
  try {
    return (await Deno.stat(file)).isFile;
  } catch {
    return false;
  }
}
