/** The three paths through the book. @module */

/** Who is on it. */
export type PathName = "beginner" | "intermediate" | "expert";

/** The chapters of each path, by number, in the order in which they are read. */
const CHAPTERS: Readonly<Record<PathName, readonly number[]>> = {
  beginner: [1, 2, 3, 4, 5, 7],
  intermediate: [6, 8, 9, 10, 11, 14, 16],
  expert: [12, 13, 15, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26],
};

/** The names, from the first to the last. */
export const pathNames: readonly PathName[] = ["beginner", "intermediate", "expert"];

/** Whether there is a path of this name. */
export function isPathName(name: unknown): name is PathName {
  return pathNames.some((each) => each === name);
}

/** Those of the exercises that lie on a path, in the order of the path. */
export function exercisesOn(path: PathName, slugs: readonly string[]): string[] {
  return CHAPTERS[path].flatMap((chapter) => slugs.filter((slug) => chapterOf(slug) === chapter));
}

/** The path that an exercise lies on. */
export function pathOf(slug: string): PathName | undefined {
  return pathNames.find((path) => CHAPTERS[path].includes(chapterOf(slug)));
}

function chapterOf(slug: string): number {
  return Number(slug.slice(0, 2));
}
