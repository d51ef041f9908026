/**
 * The exercises of the book, as a chapter finds them that runs in a page: beside the runtime. It stands in the place
 * of `lib/notebook/grade/exercise.ts`.
 *
 * @module
 */

import type { Suite } from "../../../lib/grade/suite.ts";
import type { Answers } from "../../../lib/notebook/grade/answers.ts";
import { answersFrom, type Exercise, fetchExercise, fetchJson } from "./judging.ts";
import { keptAnswers } from "./kept_answers.ts";

/** The address of the folder of the runtime. */
export const home: string = new URL("../../../..", import.meta.url).href.replace(/\/$/, "");

/** The slugs of all exercises. */
export async function knownExercises(): Promise<string[]> {
  return await fetchJson(`${home}/exercises.json`);
}

/** The suite of an exercise. */
export async function suiteOf(slug: string): Promise<Suite<unknown>> {
  const { suite } = await exerciseOf(slug);
  return suite as Suite<unknown>;
}

/** The answers in the reader's files, as they are kept in the browser. */
export async function answersOf(suite: Suite<unknown>): Promise<Answers> {
  const exercise = await exerciseOf(suite.chapter);
  return await answersFrom(exercise, await keptAnswers(suite.chapter), home) as Answers;
}

async function exerciseOf(slug: string): Promise<Exercise> {
  try {
    return await fetchExercise(home, slug);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`Cannot load the exercise ${slug} because it must be fetched: ${why}`, {
      cause,
    });
  }
}
