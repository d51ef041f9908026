/** The exercises of the book, as a notebook finds them: beside the library that it imports. @module */

import { answersIn } from "../../grade/answers.ts";
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
  const file = `exercises/${slug}/suite.ts`;
  const { suite } = await loading(file, import(new URL(file, book).href));
  return suite;
}

/** The answers in the reader's files, as they were when this kernel first read them. */
export async function answersOf(suite: Suite<unknown>): Promise<Answers> {
  const folder = `exercises/${suite.chapter}`;
  return await loading(folder, answersIn(new URL(folder, book).href, suite)) as Answers;
}

async function loading<T>(what: string, loaded: Promise<T>): Promise<T> {
  try {
    return await loaded;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot load ${what} because it must compile: ${why}`, { cause });
  }
}

async function isThere(file: URL): Promise<boolean> {
  try {
    return (await Deno.stat(file)).isFile;
  } catch {
    return false;
  }
}
