/** Whether a suite can be trusted: stubs are not done, solutions are, and no mutant gets by. @module */

import { gradePart, gradeSuite, type Mutant, type Suite } from "../../lib/grade/suite.ts";

/** What is judged. */
interface Subjects {
  readonly suite: Suite<unknown>;
  readonly stub: unknown;
  readonly solution: unknown;
  readonly mutants: readonly Mutant<unknown>[];
}

/** How often a suite judged as it must, and a line for each time that it did not. */
export interface SelfCheck {
  readonly passed: number;
  readonly failures: readonly string[];
  /** Which part caught which mutant. */
  readonly caught: readonly string[];
}

/** Judges stub, solution and mutants of one exercise. */
export async function selfCheck(root: string, slug: string): Promise<SelfCheck> {
  const { suite, stub, solution, mutants } = await load(root, slug);
  const failures: string[] = [];
  const caught: string[] = [];
  let passed = 0;
  const require = (holds: boolean, words: string) => holds ? passed++ : failures.push(words);
  for (const { number, standing, words } of gradeSuite(suite, stub)) {
    require(
      standing === "not done yet",
      `${slug}: the stub of part ${number} must be not done yet, is ${standing}: ${words ?? ""}`,
    );
  }
  for (const { number, standing, words } of gradeSuite(suite, solution)) {
    require(
      standing === "done",
      `${slug}: the solution of part ${number} must be done, is ${standing}: ${words ?? ""}`,
    );
  }
  for (const mutant of mutants) {
    for (const name of mutant.breaks) {
      const part = suite.parts.find((each) => each.name === name);
      const result = part && gradePart(part, mutant.subject);
      require(
        result?.standing === "wrong",
        `${slug}: mutant "${mutant.name}" must be caught by part "${name}": ` +
          (result === undefined ? "there is no such part" : `it is ${result.standing}`),
      );
      caught.push(`${mutant.name}: part ${part?.number} ${name}`);
    }
  }
  require(mutants.length > 0, `${slug}: there must be mutants`);
  return { passed, failures, caught };
}

async function load(root: string, slug: string): Promise<Subjects> {
  const base = new URL(`file://${root}/`);
  const { suite } = await import(new URL(`exercises/${slug}/suite.ts`, base).href);
  const { subject: stub } = await import(new URL(`exercises/${slug}/subject.ts`, base).href);
  const { subject } = await import(new URL(`solutions/${slug}/subject.ts`, base).href);
  const { mutants } = await import(new URL(`solutions/${slug}/mutants.ts`, base).href);
  return { suite, stub, solution: subject, mutants };
}
