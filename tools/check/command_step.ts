/** Steps that are one command: it holds when the command ends well. @module */

import { deno, type Ended } from "./command.ts";
import { shorten } from "./report.ts";
import type { Result } from "./step.ts";

/** The most lines that are shown of a command's output. */
const mostLines = 80;

/** Runs Deno with `args`; a command whose last line counts checks is counted by that line. */
export async function command(...args: readonly string[]): Promise<Result> {
  return judge(await deno(...args));
}

/** What the end of a command says about its check. */
export function judge({ code, text }: Ended): Result {
  const counted = /(\d+) passed, (\d+) failed\s*$/.exec(text);
  const passed = counted ? Number(counted[1]) : code === 0 ? 1 : 0;
  // Whatever it counted, a command that ends badly has failed.
  const failed = counted ? Math.max(Number(counted[2]), code === 0 ? 0 : 1) : code === 0 ? 0 : 1;
  const note = counted ? { note: counted[0].trim() } : {};
  return { passed, failed, ...note, ...(failed > 0 ? { details: explain(code, text) } : {}) };
}

/** What a person needs to see of a command that failed. */
export function explain(code: number, text: string): string {
  // Deno adds an empty backtrace of itself to some errors.
  const useful = text.replace(/\n+Stack backtrace:\n(?: +\d+: <unknown>\n?)+/g, "\n");
  return `${shorten(useful, mostLines)}\n(exit code ${code})`;
}
