/**
 * `deno run -A tools/readme.ts`: brings the contents in the README up to date. A test fails while they are not.
 *
 * @module
 */

import type { Suite } from "../lib/grade/suite.ts";
import { exitWith } from "./command/usage_error.ts";
import { withContents, type Written } from "./front/contents.ts";
import { allExercises } from "./grade/exercises.ts";
import { listChapters } from "./run/chapters.ts";
import { repositoryRoot as root } from "./run/locate.ts";

/** The chapters that are there, with their exercises. */
export async function writtenChapters(): Promise<Written[]> {
  const exercises = await allExercises(root), chapters = await listChapters(root);
  return await Promise.all(chapters.map(async ({ name: slug }) => {
    if (!exercises.includes(slug)) return { slug };
    const { suite }: { suite: Suite<unknown> } = await import(
      `file://${root}/exercises/${slug}/suite.ts`
    );
    const points = suite.parts.reduce((sum, part) => sum + part.points, 0);
    return { slug, exercise: { title: suite.title, parts: suite.parts.length, points } };
  }));
}

async function main(): Promise<number> {
  const path = `${root}/README.md`;
  await Deno.writeTextFile(
    path,
    withContents(await Deno.readTextFile(path), await writtenChapters()),
  );
  return 0;
}

if (import.meta.main) await exitWith(main);
