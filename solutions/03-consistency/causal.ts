/** Part 5: the bad patterns of causal convergence. @module */

import type { Memory } from "../../exercises/03-consistency/memory.ts";
import { order } from "./order.ts";

export const causal = (history: Memory): boolean => {
  const writeOf = (key: string, value: number | null) =>
    history.findIndex(({ input }) =>
      input.type === "write" && input.key === key && input.value === value
    );
  const reads = history.flatMap((each, at) => {
    const { input: { type, key }, output } = each;
    return type === "read" ? [{ at, key, output, from: writeOf(key, output) }] : [];
  });
  if (reads.some(({ output, from }) => output !== null && from < 0)) return false;

  const pairs = history.map((_, a) => history.map((_, b) => order(history, a, b)));
  for (const { at, key, output, from } of reads) {
    for (const [write, { input }] of history.entries()) {
      if (input.type !== "write" || input.key !== key || write === from) continue;
      if (!order(history, write, at)) continue;
      if (output === null) return false;
      pairs[write]![from] = true;
    }
  }
  close(pairs);
  return history.every((_, a) => !pairs[a]![a]);
};

/** Whatever follows from the pairs (Warshall). */
function close(pairs: boolean[][]): void {
  for (const [middle] of pairs.entries()) {
    for (const row of pairs) {
      if (!row[middle]) continue;
      for (const [to, follows] of pairs[middle]!.entries()) if (follows) row[to] = true;
    }
  }
}
