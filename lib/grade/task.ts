/** What a part asks for, as its author writes it down: prose in Markdown, and how it is judged. @module */

import type { Grading } from "./grading.ts";

/** What a part asks for. Its name, number and file follow from where it stands. */
export interface Task<A> {
  /** What is to be done, in a few words. */
  readonly title: string;
  /** What it is worth. */
  readonly points: number;
  /** What is to be done, and why. */
  readonly statement: string;
  /** Where to read about it: author, year, section. */
  readonly paper: string;
  /** From a nudge to nearly the answer. */
  readonly hints: readonly string[];
  /** What it is asked about at the largest, where that takes time: "executions of up to 500 events". */
  readonly largest?: string;
  /** The file in which it is answered; by default its name with `.ts`. */
  readonly file?: string;
  /** Throws if an answer is wrong, by the means of `grading`; a part may build on the answers to others. */
  test(answers: A, grading: Grading): void;
}

/**
 * A task whose prose is Markdown: a heading with the title, a line with the points, the statement, and under
 * headings of their own where to read about it, and hints, numbered.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { task } from "hb/grade/task.ts";
 *
 * const text = [
 *   "# twice as much",
 *   "3 points",
 *   "Double a number.",
 *   "## To read",
 *   "Euclid, book VII",
 *   "## Hints",
 *   "1. Add something.\n2. Add it\n   to itself.\n",
 * ].join("\n\n");
 * const { title, points, statement, paper, hints } = task(text, () => {});
 * assertEquals([title, points, paper], ["twice as much", 3, "Euclid, book VII"]);
 * assertEquals([statement, hints], ["Double a number.", ["Add something.", "Add it to itself."]]);
 * ```
 */
export function task<A>(
  text: string,
  test: Task<A>["test"],
  more: Pick<Task<A>, "largest"> = {},
): Task<A> {
  const found = /^# (.+)\n\n(\d+) points?\n\n([^]*)\n## To read\n\n([^]*)\n## Hints\n\n([^]*)$/
    .exec(text.replaceAll("\r\n", "\n"));
  if (found === null) {
    const [first] = text.split("\n");
    throw new Error(
      `Cannot read a task because it must be a title, points, a statement, "To read" and "Hints": ` +
        `given one that begins with "${first}"`,
    );
  }
  const [, title, points, statement, paper, hints] = found as unknown as string[];
  return {
    title: title!,
    points: Number(points),
    statement: statement!.trim(),
    paper: joined(paper!),
    hints: hints!.split(/^\d+\. /m).slice(1).map(joined),
    test,
    ...more,
  };
}

/** Lines that were broken where they were too long, as one. */
function joined(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}
