/** A small course, for the tests of this folder. @module */

import type { Course } from "./course.ts";
import { begin, type Model } from "./model.ts";
import { nothingYet } from "./progress.ts";
import type { Verdict } from "./verdict.ts";

function part(number: number, name: string) {
  return {
    number,
    name,
    file: `${name}.ts`,
    title: `count to ${name}`,
    points: 10 * number,
    statement: `Count to ${name}.\n\nThere is a reason to,\nas always.`,
    paper: "Nobody 1900, On counting, section 1",
    hints: ["think", "think more", `it is ${number}`],
  };
}

/** Two exercises, with three parts and one. */
export const course: Course = {
  path: "beginner",
  exercises: [
    {
      slug: "01-count",
      title: "Counting",
      parts: [part(1, "one"), part(2, "two"), part(3, "three")],
    },
    { slug: "02-more", title: "Counting on", parts: [part(1, "four")] },
  ],
};

/** A reader at the first part of all, who has done nothing yet. */
export const beginner: Model = begin(course, nothingYet);

/** The same, with verdicts by their places. */
export function standing(verdicts: Record<string, Verdict>, changes: Partial<Model> = {}): Model {
  return { ...beginner, verdicts: new Map(Object.entries(verdicts)), ...changes };
}
