/** Everything that the screen shows, as plain data. @module */

import { type Course, keyOf, partAt, type Position, positions } from "./course.ts";
import type { Problem } from "./problem.ts";
import type { Progress } from "./progress.ts";
import type { Verdict } from "./verdict.ts";

/** What fills the screen. */
export type Screen = "part" | "list" | "help" | "solution" | "reset";

/** Everything that the screen shows. */
export interface Model {
  readonly course: Course;
  readonly at: Position;
  readonly progress: Progress;
  /** By `keyOf`. */
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** What keeps files of an exercise from being compiled, by slug. */
  readonly problems: ReadonlyMap<string, readonly Problem[]>;
  /** The parts that such problems keep from being graded, by `keyOf`. */
  readonly stopped: ReadonlySet<string>;
  /** What the code of the current part printed when it was last graded. */
  readonly printed: readonly string[];
  /** What is being graded. */
  readonly busy?: { readonly at: Position; readonly rest: boolean; readonly seconds: number };
  /** How long a part may be silent before it is ended, in s. */
  readonly limitS: number;
  readonly screen: Screen;
  /** The chosen line of the list. */
  readonly chosen: number;
  /** How many lines of the body are above the screen. */
  readonly scroll: number;
  /** One line that says what just happened. */
  readonly notice?: string;
  /** What was asked, and waits for the same key again. */
  readonly asked?: "solution";
  /** The text of the solution, while it is shown. */
  readonly solution?: string;
}

/** The model that a reader begins with. */
export function begin(
  course: Course,
  progress: Progress,
  at?: Position,
  notice?: string,
  limitS = 20,
): Model {
  return {
    course,
    at: at ?? lastPosition(course, progress),
    progress,
    verdicts: new Map(),
    problems: new Map(),
    stopped: new Set(),
    printed: [],
    screen: "part",
    chosen: 0,
    scroll: 0,
    limitS,
    ...(notice === undefined ? {} : { notice }),
  };
}

/** Where the reader was, or the first part that is not done. */
function lastPosition(course: Course, progress: Progress): Position {
  const all = positions(course);
  return all.find((each) => keyOf(each) === progress.at) ??
    all.find((each) => !progress.done.includes(keyOf(each))) ?? all[0]!;
}

/** How a part stands, as far as is known. */
export function verdictAt({ verdicts }: Model, at: Position): Verdict {
  return verdicts.get(keyOf(at)) ?? { kind: "unknown" };
}

/** Whether a part is done: by its verdict, or as remembered where there is none yet. */
export function isDone({ verdicts, progress }: Pick<Model, "verdicts" | "progress">, at: Position) {
  const verdict = verdicts.get(keyOf(at));
  return verdict === undefined || verdict.kind === "unknown"
    ? progress.done.includes(keyOf(at))
    : verdict.kind === "done";
}

/** Parts and points, done and all. */
export interface Tally {
  readonly parts: number;
  readonly allParts: number;
  readonly points: number;
  readonly allPoints: number;
}

/** How far the reader is, in one exercise or in the whole course. */
export function tally(model: Model, slug?: string): Tally {
  const counted = positions(model.course).filter((at) => slug === undefined || at.slug === slug);
  const done = counted.filter((at) => isDone(model, at));
  const points = (some: readonly Position[]) =>
    some.reduce((sum, at) => sum + partAt(model.course, at).points, 0);
  return {
    parts: done.length,
    allParts: counted.length,
    points: points(done),
    allPoints: points(counted),
  };
}

/** The hints of the current part that have been asked for. */
export function hintsShown({ course, at, progress }: Model): readonly string[] {
  return partAt(course, at).hints.slice(0, progress.hints[keyOf(at)] ?? 0);
}

/** The position before or after another, if there is one. */
export function neighbour(course: Course, at: Position, by: 1 | -1): Position | undefined {
  const all = positions(course);
  const index = all.findIndex((each) => keyOf(each) === keyOf(at));
  return all[index + by];
}

/** The next part that is not done, after the current one and then from the beginning. */
export function nextOpen(model: Model): Position | undefined {
  const all = positions(model.course);
  const index = all.findIndex((each) => keyOf(each) === keyOf(model.at));
  return [...all.slice(index + 1), ...all.slice(0, index)].find((at) => !isDone(model, at));
}
