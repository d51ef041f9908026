/** Results in the format of Gradescope's autograder (its documentation, "Output format"). @module */

import { type ExerciseResult, explainPart, pointsOf } from "./report.ts";

/** The results as the text of `results.json`. */
export function toGradescope(results: readonly ExerciseResult[], form?: string): string {
  const tests = results.flatMap((result) =>
    result.parts.map((part) => ({
      name: part.title,
      number: `${result.chapter.slice(0, 2)}.${part.number}`,
      score: part.standing === "done" ? part.points : 0,
      max_score: part.points,
      // What could not be judged has not failed: Gradescope goes by the score where nothing is said.
      ...(part.unjudged ? {} : { status: part.standing === "done" ? "passed" : "failed" }),
      output: part.standing === "done" ? "done" : explainPart(result.chapter, part, form),
      output_format: "text",
      visibility: "visible",
    }))
  );
  const points = results.map(pointsOf);
  const refusals = results.flatMap(({ refusal }) => refusal === undefined ? [] : [refusal]);
  const earned = points.reduce((sum, each) => sum + each.earned, 0);
  const possible = points.reduce((sum, each) => sum + each.possible, 0);
  const plain = {
    score: earned,
    output: [...refusals, `${earned} of ${possible} points`].join("\n\n"),
    output_format: "text",
    visibility: "visible",
    tests,
  };
  return JSON.stringify(plain, null, 2) + "\n";
}
