/** The step that checks the suites of exercises: on their stubs, solutions and mutants. @module */

import { denoWithin } from "./command.ts";
import { explain } from "./command_step.ts";
import { exerciseLimits } from "./limits.ts";
import { sourceFiles } from "./repository.ts";
import type { Finding, Unit } from "./step.ts";

/** A unit for each exercise: a folder with a suite. It depends on all of its modules, and what they import. */
export function exerciseUnits(): Unit[] {
  const suites = sourceFiles("exercises").flatMap((path) =>
    /^exercises\/([^/]+)\/suite\.ts$/.exec(path)?.[1] ?? []
  );
  return suites.map((slug) => {
    const own = [...sourceFiles(`exercises/${slug}`), ...sourceFiles(`solutions/${slug}`)];
    return { name: slug, reach: { modules: ["tools/grade/self_check.ts", ...own] } };
  });
}

/** Checks that the stub of an exercise is not done, its solution is, and each mutant is caught. */
export async function runExercise({ name }: Unit): Promise<Finding> {
  const args = ["run", "-A", "tools/grade.ts", "--self-check", name];
  const { code, text, tookMs, stopped } = await denoWithin(exerciseLimits, args);
  const [, passed = 0] = /^(\d+) passed, \d+ failed$/m.exec(text)?.map(Number) ?? [];
  const wrong = text.split("\n").filter((line) => line.startsWith(`${name}: `));
  const failures = wrong.map((words) => ({ name: words, text: words }));
  if (stopped !== undefined) {
    failures.push({ name: `${name} was stopped: ${stopped}`, text: explain(code, text) });
  } else if (code !== 0 && failures.length === 0) {
    failures.push({ name, text: explain(code, text) });
  }
  return { unit: name, passed, failures, tookMs };
}
