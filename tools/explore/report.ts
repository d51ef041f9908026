/** What the command prints. @module */

import type { Exploration } from "hb/check/explore/explore.ts";
import type { Model, Parameter, Run } from "./model.ts";

/** The models with their parameters, a line each. */
export function listed(models: ReadonlyMap<string, Model>): string[] {
  const width = Math.max(...[...models.keys()].map((name) => name.length));
  return [...models].map(([name, { words, parameters, symmetry }]) => {
    const options = [
      ...Object.entries(parameters).map(([option, of]) => `--${option} ${range(of)}`),
      ...(symmetry ? ["--symmetry"] : []),
    ];
    return `${name.padEnd(width)}  ${words}${options.length > 0 ? `  ${options.join("  ")}` : ""}`;
  });
}

/** What was found in `ms` milliseconds. */
export function report({ name, found, lines, ways }: Run, ms: number): string[] {
  const { verdict, unique, generated, depth, bytes, complete } = found;
  return [
    name,
    `  ${count(unique, "unique state")}, ${count(generated, "step")} and beginnings, ` +
    `depth ${depth}, ${(bytes / unique).toFixed(0)} bytes a state, ${ms.toFixed(0)} ms`,
    `  ${verdict}: ${extent(verdict, complete)}`,
    ...[...ways].flatMap(([property, way]) => [
      `  sometimes: ${property}, first after ${count(way.length - 1, "step")}`,
      ...numbered(way),
    ]),
    ...found.findings.flatMap((finding, i) => story(finding, lines[i]!)),
  ];
}

function numbered(steps: readonly string[]): string[] {
  return steps.map((line, step) => `  ${String(step).padStart(4)}  ${line}`);
}

function extent(verdict: string, complete: boolean): string {
  if (complete) return "everything was explored";
  return verdict === "violation" ? "the search stopped there" : "a limit ended the search";
}

function story(
  { property, kind, loopsTo }: Exploration<unknown, unknown>["findings"][number],
  lines: readonly string[],
): string[] {
  if (lines.length === 0) return [`  ${kind}: "${property}" does not happen in any state`];
  const steps = numbered(lines);
  const what = kind === "deadlock"
    ? "  deadlock: nothing leads on from here, and this is no final state"
    : `  ${kind}: "${property}" is violated`;
  return [what, ...steps, ...ending(loopsTo, lines.length - 1)];
}

function ending(loopsTo: number | undefined, last: number): string[] {
  if (loopsTo === undefined) return [];
  return [
    loopsTo === last ? "        and so it stays" : `        and on from ${loopsTo}, for ever`,
  ];
}

function range(parameter: Parameter): string {
  return "least" in parameter
    ? `${parameter.least}–${parameter.most} (${parameter.standard})`
    : `${parameter.choices.join("|")} (${parameter.standard})`;
}

function count(many: number, one: string): string {
  return `${many.toLocaleString("en")} ${one}${many === 1 ? "" : "s"}`;
}
