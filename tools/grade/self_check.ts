/** Whether a suite can be trusted: stubs are not done, solutions are, and no mutant gets by. @module */

import { gradePart, gradeSuite, type Mutant, type Suite } from "../../lib/grade/suite.ts";

/** What a suite is tried on. */
export const roles = ["stub", "solution", "mutants"] as const;

/** One of them. */
export type Role = typeof roles[number];

/** Where the modules of an exercise are, from the root. */
export function moduleOf(slug: string, role: Role | "suite"): string {
  const modules = {
    suite: `exercises/${slug}/suite.ts`,
    stub: `exercises/${slug}/subject.ts`,
    solution: `solutions/${slug}/subject.ts`,
    mutants: `solutions/${slug}/mutants.ts`,
  };
  return modules[role];
}

/** How often a suite judged as it must, and a line for each time that it did not. */
export interface SelfCheck {
  readonly passed: number;
  readonly failures: readonly string[];
  /** Which part caught which mutant. */
  readonly caught: readonly string[];
}

/** Judges one exercise in some roles, or in all of them. */
export async function selfCheck(
  root: string,
  slug: string,
  wanted: readonly Role[] = roles,
): Promise<SelfCheck> {
  const load = (role: Role | "suite") =>
    import(new URL(moduleOf(slug, role), `file://${root}/`).href);
  const { suite }: { suite: Suite<unknown> } = await load("suite");
  const check = { passed: 0, failures: [] as string[], caught: [] as string[] };
  for (const role of wanted) {
    const module = await load(role);
    if (role === "mutants") checkMutants(slug, suite, module.mutants, check);
    else checkSubject(slug, suite, role, module.subject, check);
  }
  return check;
}

interface Checking {
  passed: number;
  readonly failures: string[];
  readonly caught: string[];
}

function require(check: Checking, holds: boolean, words: string): void {
  if (holds) check.passed++;
  else check.failures.push(words);
}

function checkSubject(
  slug: string,
  suite: Suite<unknown>,
  role: "stub" | "solution",
  subject: unknown,
  check: Checking,
): void {
  const expected = role === "stub" ? "not done yet" : "done";
  for (const { number, standing, words } of gradeSuite(suite, subject)) {
    require(
      check,
      standing === expected,
      `${slug}: the ${role} of part ${number} must be ${expected}, is ${standing}: ${words ?? ""}`,
    );
  }
}

function checkMutants(
  slug: string,
  suite: Suite<unknown>,
  mutants: readonly Mutant<unknown>[],
  check: Checking,
): void {
  for (const mutant of mutants) {
    for (const name of mutant.breaks) {
      const part = suite.parts.find((each) => each.name === name);
      const result = part && gradePart(part, mutant.subject);
      require(
        check,
        result?.standing === "wrong",
        `${slug}: mutant "${mutant.name}" must be caught by part "${name}": ` +
          (result === undefined ? "there is no such part" : `it is ${result.standing}`),
      );
      check.caught.push(`${mutant.name}: part ${part?.number} ${name}`);
    }
  }
  require(check, mutants.length > 0, `${slug}: there must be mutants`);
}
