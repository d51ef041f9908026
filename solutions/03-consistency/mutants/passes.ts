/** The causal order and causal convergence of parts 2 and 5, computed in a wrong way. @module */

import type { Memory } from "../../../exercises/03-consistency/memory.ts";

type Pairs = boolean[][];

/** What comes directly before what, where a write is found by its register and value as `named` puts them together. */
function direct(
  history: Memory,
  named: (key: string, value: number | null) => string = (key, value) =>
    JSON.stringify([key, value]),
): Pairs {
  const pairs = history.map(() => history.map(() => false));
  for (const [at, { process, input, output }] of history.entries()) {
    const own = history.findLastIndex((each, i) => i < at && each.process === process);
    if (own >= 0) pairs[own]![at] = true;
    if (input.type === "write") continue;
    const from = history.findIndex((each) =>
      each.input.type === "write" &&
      named(each.input.key, each.input.value) === named(input.key, output)
    );
    if (from >= 0) pairs[from]![at] = true;
  }
  return pairs;
}

function close(pairs: Pairs): void {
  for (const [middle, next] of pairs.entries()) {
    for (const row of pairs) {
      if (row[middle]) next.forEach((follows, to) => row[to] ||= follows);
    }
  }
}

/** What comes before b goes forward through the history so many times. */
export const forward = (history: Memory, a: number, b: number, passes: number): boolean => {
  const pairs = direct(history), after = new Set<number>();
  for (let pass = 0; pass < passes; pass++) {
    for (const to of history.keys()) {
      if (pairs[a]![to] || [...after].some((at) => pairs[at]![to])) after.add(to);
    }
  }
  return after.has(b);
};

/** The causal order with registers and values put together. */
export const together = (
  history: Memory,
  a: number,
  b: number,
  named: (key: string, value: number | null) => string,
): boolean => {
  const pairs = direct(history, named);
  close(pairs);
  return pairs[a]![b]!;
};

/** Convergence where what must be arbitrated counts as what was seen, until nothing follows any more. */
export const fedBack = (history: Memory): boolean => {
  const pairs = direct(history);
  for (let grown = true; grown;) {
    grown = false;
    close(pairs);
    for (const [at, { input, output }] of history.entries()) {
      if (input.type === "write") continue;
      const from = history.findIndex((each) =>
        each.input.type === "write" && each.input.key === input.key && each.input.value === output
      );
      if (output !== null && from < 0) return false;
      for (const [write, each] of history.entries()) {
        const other = each.input.type === "write" && each.input.key === input.key && write !== from;
        if (!other || !pairs[write]![at]) continue;
        if (output === null) return false;
        grown ||= !pairs[write]![from];
        pairs[write]![from] = true;
      }
    }
  }
  return pairs.every((row, at) => !row[at]);
};
