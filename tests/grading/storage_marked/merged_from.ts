/** Which tables are merged. */

import type { Named } from "./tables.ts";

/**
 * Tables from `from` on become one of that level; none if `from` is behind the last. The oldest stands below
 * all levels, and is merged with all others when they have half as many items.
 */
export function mergedFrom(tables: readonly Named[]): {
  readonly from: number;
  readonly level: number;
} {
  const [bottom, ...upper] = tables;
  if (bottom === undefined) return { from: 0, level: 0 };
  const above = upper.reduce((sum, { items }) => sum + items, 0);
  if (upper.length > 0 && 2 * above >= bottom.items) return { from: 0, level: 0 };
  let from = tables.length, level = 0;
  for (;; level++) {
    let first = from;
    while (first > 1 && tables[first - 1]!.level === level) first--;
    if (from - first + (level > 0 ? 1 : 0) < 4) return { from, level };
    from = first;
  }
}
