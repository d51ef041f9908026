/** What a page has of Node's `assert/strict`. @module */

import { inspect, isDeepStrictEqual } from "./util.ts";

/** Throws unless two values are equal as data; what differs is told line by line. */
export function deepStrictEqual(actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  const [given, wanted] = [linesOf(actual), linesOf(expected)];
  const start = given.findIndex((line, i) => line !== wanted[i]);
  const from = Math.max(0, (start === -1 ? given.length : start) - 1);
  const part = (lines: readonly string[], sign: string) =>
    lines.slice(from, from + 8).map((line) => `${sign} ${line}`).join("\n");
  throw new Error(`given\n${part(given, "+")}\nexpected\n${part(wanted, "-")}`);
}

function linesOf(value: unknown): string[] {
  return inspect(value, { depth: 8, sorted: true }).split("\n");
}
