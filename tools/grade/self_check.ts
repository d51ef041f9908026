/** Whether a suite can be trusted: stubs are not done, solutions are, and no mutant gets by. @module */

import { answersIn } from "../../lib/grade/answers.ts";
import { type Mutant, mutantsOf } from "../../lib/grade/mutants.ts";
import { gradePart, gradeSuite, type Suite } from "../../lib/grade/suite.ts";

/** What is judged. */
interface Subjects {
  readonly suite: Suite<object>;
  readonly stub: object;
  readonly solution: object;
  readonly mutants: readonly Mutant<object>[];
}

/** How often a suite judged as it must, and a line for each time that it did not. */
export interface SelfCheck {
  readonly passed: number;
  readonly failures: readonly string[];
  /** Which part caught which mutant. */
  readonly caught: readonly string[];
}

/** Judges stub, solution and mutants of one exercise; `say` hears how far it is. */
export async function selfCheck(
  root: string,
  slug: string,
  say: (state: string) => void = () => {},
): Promise<SelfCheck> {
  const { suite, stub, solution, mutants } = await load(root, slug);
  const failures: string[] = [];
  const caught: string[] = [];
  let passed = 0;
  const require = (holds: boolean, words: string) => holds ? passed++ : failures.push(words);
  say("the stubs");
  for (const { number, standing, words } of gradeSuite(suite, stub)) {
    require(
      standing === "not done yet",
      `${slug}: the stub of part ${number} must be not done yet, is ${standing}: ${words ?? ""}`,
    );
  }
  say("the solutions");
  for (const { number, standing, words } of gradeSuite(suite, solution)) {
    require(
      standing === "done",
      `${slug}: the solution of part ${number} must be done, is ${standing}: ${words ?? ""}`,
    );
  }
  for (const [i, { name, part, answers }] of mutants.entries()) {
    say(`mutant ${i + 1} of ${mutants.length}`);
    const judge = suite.parts.find((each) => each.name === part);
    // Nobody reads what is wrong with it.
    const result = judge && gradePart(judge, answers, { shrinkRuns: 0 });
    require(
      result?.standing === "wrong",
      `${slug}: mutant "${name}" must be caught by part "${part}": ` +
        (result === undefined ? "there is no such part" : `it is ${result.standing}`),
    );
    caught.push(`${name}: part ${judge?.number} ${part}`);
  }
  require(mutants.length > 0, `${slug}: there must be mutants`);
  return { passed, failures, caught };
}

async function load(root: string, slug: string): Promise<Subjects> {
  const [exercise, solutions] = [
    `file://${root}/exercises/${slug}`,
    `file://${root}/solutions/${slug}`,
  ];
  const { suite }: { suite: Suite<object> } = await import(`${exercise}/suite.ts`);
  const stub = await answersIn(exercise, suite), solution = await answersIn(solutions, suite);
  const { mutants } = await import(`${solutions}/mutants.ts`);
  return { suite, stub, solution, mutants: mutantsOf(solution, mutants) };
}
