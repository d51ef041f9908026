/**
 * Judges the reader's files that the browser keeps, in the worker of a chapter. It stands in the place of
 * `lib/notebook/grade/files.ts`.
 *
 * @module
 */

import { explainPart } from "../../../lib/grade/report.ts";
import { gradePart } from "../../../lib/grade/suite.ts";
import type { FilesJudged } from "../../../lib/notebook/grade/files.ts";
import type { Named } from "../../../lib/notebook/grade/names.ts";
import type { JudgedPart } from "../../../lib/notebook/grade/verdict.ts";
import { pictureOf } from "../../../tools/grade/recorded.ts";
import { answersOf, suiteOf } from "./notebook_exercise.ts";

/** Judges the files of an exercise; all of its parts, or one. */
export async function judgeFiles(slug: string, part: Named | undefined): Promise<FilesJudged> {
  const suite = await suiteOf(slug), answers = await answersOf(suite);
  const parts = suite.parts.filter(({ number }) => part === undefined || number === part.number);
  return parts.map((each): JudgedPart => {
    const result = gradePart(each, answers);
    const { number, name, title, points, standing, failure } = result;
    const explanation = explainPart(slug, result);
    const isRun = failure !== undefined && failure.trace.length > 0;
    return {
      ...{ number, name, title, points, standing },
      ...(standing === "done" ? {} : { explanation }),
      ...(isRun ? { svg: pictureOf(suite, result) } : {}),
    };
  });
}
