/** How the run of all checks is told on the terminal. @module */

import type { Done } from "./step.ts";

/** `ok  format    deno fmt --check                         0.4 s` */
export function line({ step, result, elapsedMs }: Done): string {
  const mark = result.failed > 0 ? "FAIL" : "ok";
  const note = result.note ? `: ${result.note}` : "";
  const seconds = `${(elapsedMs / 1000).toFixed(1)} s`;
  return `${mark.padEnd(5)}${step.name.padEnd(14)}${`${step.words}${note}`.padEnd(62)}${
    seconds.padStart(8)
  }`;
}

/** What a failed step showed; nothing for one that passed. */
export function failure({ step, result }: Done): string {
  if (result.failed === 0) return "";
  return `\n--- ${step.name}: ${step.words}\n${(result.details ?? "no more is known").trimEnd()}\n`;
}

/** The first and the last lines of a long text: where it went wrong, and what. */
export function shorten(text: string, mostLines: number): string {
  const lines = text.trim().split("\n");
  const skipped = lines.length - mostLines;
  if (skipped <= 0) return lines.join("\n");
  const half = Math.floor(mostLines / 2);
  return [...lines.slice(0, half), `… ${skipped} lines …`, ...lines.slice(-half)].join("\n");
}

/** The last line of the run. */
export function summary(done: readonly Done[]): string {
  const passed = done.reduce((sum, { result }) => sum + result.passed, 0);
  const failed = done.reduce((sum, { result }) => sum + result.failed, 0);
  return `${passed} passed, ${failed} failed`;
}
