/** Processes that a file names by texts, as numbers: what has a name gets one that nobody else has. @module */

import type { ProcessName } from "./event.ts";

/** The number of each name: those that the file does not use, in the order of appearance. */
export function numbersOf(processes: Iterable<ProcessName>): Map<string, number> {
  const used = new Set<number>();
  const names = new Set<string>();
  for (const process of processes) {
    if (typeof process === "number") used.add(process);
    else if (process !== undefined) names.add(process);
  }
  const numbers = new Map<string, number>();
  let next = 0;
  for (const name of names) {
    while (used.has(next)) next++;
    numbers.set(name, next++);
  }
  return numbers;
}

/** The number of a process; `undefined` where the file does not tell. */
export function numberOf(
  process: ProcessName,
  names: ReadonlyMap<string, number>,
): number | undefined {
  return typeof process === "string" ? names.get(process) : process;
}
