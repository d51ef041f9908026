/** How the run of all checks is told on the terminal. @module */

import type { Done } from "./schedule.ts";
import type { Failure } from "./step.ts";

/** `ok   unit          a plain deno test: 1150 tests, 42 ignored                   40.4 s` */
export function line(done: Done): string {
  const { step } = done.planned;
  const seconds = `${(done.elapsedMs / 1000).toFixed(1)} s`;
  const mark = failuresOf(done).length > 0 ? "FAIL" : "ok";
  const notes = notesOf(done).filter((note) => note !== "");
  const words = notes.length > 0 ? `${step.words}: ${notes.join("; ")}` : step.words;
  return `${mark.padEnd(5)}${step.name.padEnd(14)}${words.padEnd(62)}${seconds.padStart(8)}`;
}

/** What a step says of itself: how much ran, and how much did not need to. */
function notesOf({ planned, findings }: Done): string[] {
  const notes = new Set(findings.flatMap(({ note }) => note ?? []));
  const checks = sum(findings.map(({ passed }) => passed));
  const ignored = sum(findings.map(({ ignored = 0 }) => ignored));
  const counted = checks > 1 ? [`${checks} passed`] : [];
  if (ignored > 0) counted.push(`${ignored} ignored`);
  if (counted.length > 0) notes.add(counted.join(", "));
  const { unchanged, elsewhere } = planned;
  if (unchanged > 0) notes.add(`${unchanged} unchanged`);
  if (elsewhere > 0) notes.add(`${elsewhere} in other shards`);
  return [...notes];
}

/** What failed in a step, in full; nothing when all is well. */
export function failure(done: Done): string {
  const failures = failuresOf(done);
  if (failures.length === 0) return "";
  const { name, words } = done.planned.step;
  // What failed for one reason is told it once.
  const all = [...Map.groupBy(failures, ({ text }) => text.trimEnd())].map(([text, same]) =>
    `${same.map((each) => `* ${each.name}`).join("\n")}\n${text}\n`
  );
  return `\n--- ${name}: ${words}\n${all.join("\n")}`;
}

/** One line for a failure: what to look at first. */
export function failureLine(step: string, { name }: Failure): string {
  return `FAILED  ${step}: ${name.split("\n")[0]}`;
}

/** What stands at the end: what was not run, each failure in a line, and then the count. */
export function ending(done: readonly Done[]): string {
  const unchanged = sum(done.map(({ planned }) => planned.unchangedChecks));
  const lines = done.flatMap((each) =>
    failuresOf(each).map((failure) => failureLine(each.planned.step.name, failure))
  );
  if (unchanged > 0) lines.unshift(`${unchanged} more passed before, and nothing of them changed`);
  return [...lines, summary(done)].join("\n");
}

/** The last line of the run. */
export function summary(done: readonly Done[]): string {
  const passed = sum(done.flatMap(({ findings }) => findings.map(({ passed }) => passed)));
  const failed = sum(done.map((each) => failuresOf(each).length));
  return `${passed} passed, ${failed} failed`;
}

/** Everything in a step that does not hold. */
export function failuresOf({ findings }: Done): Failure[] {
  return findings.flatMap(({ failures }) => failures);
}

/** The first and the last lines of a long text: where it went wrong, and what. */
export function shorten(text: string, mostLines: number): string {
  const lines = text.trim().split("\n");
  const skipped = lines.length - mostLines;
  if (skipped <= 0) return lines.join("\n");
  const half = Math.floor(mostLines / 2);
  return [...lines.slice(0, half), `… ${skipped} lines …`, ...lines.slice(-half)].join("\n");
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
