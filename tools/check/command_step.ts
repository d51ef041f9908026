/** Units that are one command: it holds when the command ends well. @module */

import { deno } from "./command.ts";
import { shorten } from "./report.ts";
import type { Finding } from "./step.ts";
import type { Ended } from "./watch/watch.ts";

/** The most lines that are shown of a command's output. */
const mostLines = 80;

/** Runs Deno with `args`. */
export async function command(unit: string, ...args: readonly string[]): Promise<Finding> {
  return judge(unit, await deno(...args));
}

/** What the end of a command says of its unit. */
export function judge(unit: string, { code, text, tookMs, stopped }: Ended): Finding {
  if (code === 0) return { unit, passed: 1, failures: [], tookMs };
  const name = stopped === undefined ? unit : `${unit} was stopped: ${stopped}`;
  return { unit, passed: 0, failures: [{ name, text: explain(code, text) }], tookMs };
}

/** What a person needs to see of a command that failed. */
export function explain(code: number, text: string): string {
  // Deno adds an empty backtrace of itself to some errors.
  const useful = text.replace(/\n+Stack backtrace:\n(?: +\d+: <unknown>\n?)+/g, "\n");
  return `${shorten(useful, mostLines)}\n(exit code ${code})`;
}
