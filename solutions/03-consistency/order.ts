/** Part 2: back along what comes directly before. @module */

import type { Memory } from "../../exercises/03-consistency/memory.ts";

export const order = (history: Memory, a: number, b: number): boolean => {
  const left = causes(history, b);
  const seen = new Set(left);
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    if (at === a) return true;
    for (const cause of causes(history, at)) {
      if (seen.has(cause)) continue;
      seen.add(cause);
      left.push(cause);
    }
  }
  return false;
};

function causes(history: Memory, at: number): number[] {
  const { process, input, output } = history[at]!;
  const own = history.findLastIndex((each, i) => i < at && each.process === process);
  const writer = input.type === "write" || output === null
    ? -1
    : history.findIndex((each) =>
      each.input.type === "write" && each.input.key === input.key && each.input.value === output
    );
  return [own, writer].filter((cause) => cause >= 0);
}
