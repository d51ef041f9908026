/**
 * Grading within a chapter: the result and the run that went wrong stand under the cell, so that an
 * exercise can be solved without leaving the page.
 *
 * @module
 */

import { spacetimeSvg } from "../figure/spacetime/spacetime.ts";
import { tolerant } from "../figure/spacetime/tolerant.ts";
import { explainRun } from "../grade/report.ts";
import { gradePart, type Part, type PartResult, type Suite } from "../grade/suite.ts";
import type { Labels } from "../model/labels.ts";
import { type Answers, withAnswer } from "./grade/answers.ts";
import { answersOf, knownExercises, suiteOf } from "./grade/exercise.ts";
import { judgeFiles } from "./grade/files.ts";
import { findExercise, findParts, readName } from "./grade/names.ts";
import { type JudgedPart, refused, type Verdict, verdictOn } from "./grade/verdict.ts";
import { show } from "./show.ts";

/**
 * Grades a part of an exercise, "01-replay/register", or all of it, "01-replay", and shows the result
 * under the cell.
 *
 * Without an answer it grades the reader's files, as `deno task grade` does: in a process of their own,
 * which is ended when it loops or takes too much memory. With an answer it grades that in place of what
 * the part's file exports: a function, a record of functions, a protocol. A record of several answers by
 * name, `{ ticket, patience }`, stands for all of those.
 *
 * An answer from a cell runs in the kernel, and nothing limits it there. If it never ends, interrupt the
 * kernel; Deno's kernel ends by that, so the cells above must be run again.
 *
 * @example
 * ```ts
 * import { grade } from "hb/notebook/grade.ts";
 *
 * await grade("01-replay/ticket", () => {}); // says that nobody is told their ticket
 * ```
 */
export async function grade(name: string, ...answer: readonly unknown[]): Promise<void> {
  await show(await judge(name, ...answer));
}

/**
 * The verdict that `grade` shows, to be asked or shown with `show`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { judge } from "hb/notebook/grade.ts";
 *
 * assertEquals((await judge("01-replay/ticket", () => {})).standing, "wrong");
 * ```
 */
export async function judge(name: string, ...answer: readonly unknown[]): Promise<Verdict> {
  const { exercise, part: partName } = readName(name);
  const slug = findExercise(exercise, await knownExercises());
  const suite = await suiteOf(slug);
  const parts = findParts(slug, partName, suite.parts);
  if (answer.length > 0) {
    const own = partName === undefined ? undefined : parts[0];
    return await judgeAnswer(suite, own, answer[0]);
  }
  const judged = await judgeFiles(slug, partName === undefined ? undefined : parts[0]);
  if (typeof judged === "string") return refused(judged);
  return verdictOn(suite.title, judged.map((each) => withHint(suite, each)));
}

/** Judges an answer from a cell, in the kernel. */
async function judgeAnswer(
  suite: Suite<unknown>,
  part: Part<unknown> | undefined,
  given: unknown,
): Promise<Verdict> {
  const answers = await answersOf(suite);
  const own: Answers = withAnswer(answers, part?.name, given);
  const parts = part === undefined ? suite.parts : [part];
  const labels = tolerant(suite.labels ?? {});
  const judged = parts.map((each) => withHint(suite, judgedOf(gradePart(each, own), labels)));
  return verdictOn(suite.title, judged);
}

function judgedOf(result: PartResult, labels: Labels): JudgedPart {
  const { number, name, title, points, standing, words, failure } = result;
  const head = { number, name, title, points, standing };
  if (standing !== "wrong") {
    return { ...head, ...(words === undefined ? {} : { explanation: words }) };
  }
  const explanation = explainRun(result);
  if (failure === undefined || failure.trace.length === 0) return { ...head, explanation };
  // The words above the diagram are its heading.
  const diagram = { labels, title: `${title}: ${failure.violation.words}`, heading: false };
  return { ...head, explanation, svg: spacetimeSvg(failure.trace, diagram) };
}

function withHint(suite: Suite<unknown>, judged: JudgedPart): JudgedPart {
  const hint = suite.parts.find(({ number }) => number === judged.number)?.hints[0];
  return hint === undefined ? judged : { ...judged, hint };
}
