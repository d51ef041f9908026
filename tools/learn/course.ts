/** What there is to learn: the exercises of a path and their parts. @module */

import type { Importable } from "../../lib/grade/may_import.ts";
import type { Suite } from "../../lib/grade/suite.ts";
import { findExercises } from "../grade/exercises.ts";
import { allExercises } from "../grade/exercises.ts";
import type { Place } from "./options.ts";
import { exercisesOn, type PathName, pathNames, pathOf } from "./paths.ts";

/** A part, as far as it is shown. */
export interface PartPlan {
  readonly number: number;
  readonly name: string;
  /** The file to fill in, within the folder of the exercise. */
  readonly file: string;
  readonly title: string;
  readonly points: number;
  readonly statement: string;
  readonly paper: string;
  readonly hints: readonly string[];
}

/** An exercise and its parts. */
export interface ExercisePlan extends Importable {
  readonly slug: string;
  readonly title: string;
  readonly parts: readonly PartPlan[];
}

/** The exercises of a path. */
export interface Course {
  readonly path: PathName;
  readonly exercises: readonly ExercisePlan[];
}

/** Where the reader is. */
export interface Position {
  readonly slug: string;
  readonly part: number;
}

/** Loads the exercises of a path. Throws where there are none. */
export async function loadCourse(root: string, path: PathName): Promise<Course> {
  const slugs = await allExercises(root);
  const chosen = exercisesOn(path, slugs);
  if (chosen.length === 0) {
    const there = pathNames.filter((each) => exercisesOn(each, slugs).length > 0).join(", ");
    throw new Error(
      `Cannot follow the ${path} path because ` +
        `exercises on it must be there: given exercises on ${there || "no path"} so far`,
    );
  }
  return { path, exercises: await Promise.all(chosen.map((slug) => loadExercise(root, slug))) };
}

async function loadExercise(root: string, slug: string): Promise<ExercisePlan> {
  const { suite }: { suite: Suite<unknown> } = await import(
    `file://${root}/exercises/${slug}/suite.ts`
  );
  const parts = suite.parts.map((part): PartPlan => {
    const { number, name, file, title, points, statement, paper, hints } = part;
    return { number, name, file, title, points, statement, paper, hints };
  });
  const { title, given = [], mayImport = [] } = suite;
  return { slug, title, given, mayImport, parts };
}

/** The position that a reader named, and the path that it lies on. */
export async function findPlace(
  root: string,
  place: Place,
): Promise<{ slug: string; part: number | undefined; path: PathName | undefined }> {
  const [slug] = await findExercises(root, [place.exercise]).catch(() => []);
  if (slug === undefined) {
    const all = (await allExercises(root)).join(", ") || "(none yet)";
    throw new Error(
      `Cannot go to ${place.exercise} because ` +
        `it must be one of the exercises ${all}: given ${place.exercise}`,
    );
  }
  return { slug, part: place.part, path: pathOf(slug) };
}

/** An exercise of the course. */
export function exerciseAt(course: Course, slug: string): ExercisePlan {
  return course.exercises.find((each) => each.slug === slug) ?? course.exercises[0]!;
}

/** The part at a position. */
export function partAt(course: Course, { slug, part }: Position): PartPlan {
  const { parts } = exerciseAt(course, slug);
  return parts.find(({ number }) => number === part) ?? parts[0]!;
}

/** All positions of a course, in order. */
export function positions(course: Course): Position[] {
  return course.exercises.flatMap(({ slug, parts }) =>
    parts.map(({ number }) => ({ slug, part: number }))
  );
}

/** The name of a position in the file of the reader's progress. */
export function keyOf({ slug, part }: Position): string {
  return `${slug}/${part}`;
}
