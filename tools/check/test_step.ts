/** Steps that are a run of `deno test`: every test counts. @module */

import { deno } from "./command.ts";
import { explain } from "./command_step.ts";
import { readJUnit, type TestReport } from "./junit.ts";
import { shorten } from "./report.ts";
import type { Result } from "./step.ts";

/** The most lines that are shown of one failed test. */
const mostLines = 30;

/** Runs `deno test` with `args`, and counts by the report that it writes to `junitPath`. */
export async function tests(junitPath: string, ...args: readonly string[]): Promise<Result> {
  const ended = await deno("test", "--quiet", `--junit-path=${junitPath}`, ...args);
  const report = await Deno.readTextFile(junitPath).then(readJUnit, () => undefined);
  return judgeTests(ended.code, ended.text, report);
}

/** What a run of tests says; one that ends badly has failed, even when no test did. */
export function judgeTests(code: number, text: string, report: TestReport | undefined): Result {
  const passed = report?.passed ?? 0;
  const failures = report?.failures ?? [];
  const ignored = report && report.ignored > 0 ? `, ${report.ignored} ignored` : "";
  const note = `${passed} tests${ignored}`;
  if (failures.length > 0) {
    const details = failures.map(({ test, text }) => `* ${test}\n${shorten(text, mostLines)}\n`);
    return { passed, failed: failures.length, note, details: details.join("\n") };
  }
  if (code !== 0) return { passed, failed: 1, note, details: explain(code, text) };
  if (passed === 0) return { passed, failed: 1, note, details: "not a single test ran" };
  return { passed, failed: 0, note };
}
