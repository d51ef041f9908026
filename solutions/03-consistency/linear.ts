/** Part 4: the search of Wing and Gong, with the memory of Lowe. @module */

import type { Access, Memory, Value } from "../../exercises/03-consistency/memory.ts";

export const linear = (history: Memory): boolean => {
  const failed = new Set<string>();
  const extend = (left: readonly Access[], value: Value): boolean => {
    if (left.length === 0) return true;
    const state = `${left.map(({ id }) => id)} ${value}`;
    if (failed.has(state)) return false;
    const firstEnd = Math.min(...left.map(({ endedAt }) => endedAt));
    const found = left.some((next) => {
      if (next.invokedAt > firstEnd) return false;
      const { input, output } = next;
      if (input.type === "read" && output !== value) return false;
      const rest = left.filter((each) => each !== next);
      return extend(rest, input.type === "write" ? input.value : value);
    });
    if (!found) failed.add(state);
    return found;
  };
  return extend(history, null);
};
