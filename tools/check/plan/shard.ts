/** Splits work into parts of about the same cost, the same way wherever it is split. @module */

/**
 * Splits `items` into `parts`, the costliest first and each to the part that has least so far. Every item
 * is in exactly one part, and the order in which items come makes no difference.
 */
export function partition<T>(
  items: readonly T[],
  parts: number,
  costOf: (item: T) => number,
  nameOf: (item: T) => string,
): T[][] {
  const ranked = items.map((item) => ({ item, cost: costOf(item), name: nameOf(item) }))
    .sort((a, b) => b.cost - a.cost || (a.name < b.name ? -1 : 1));
  const filled = Array.from({ length: parts }, () => ({ cost: 0, items: [] as T[] }));
  for (const { item, cost } of ranked) {
    const least = filled.reduce((best, part) => part.cost < best.cost ? part : best);
    least.items.push(item);
    least.cost += cost;
  }
  return filled.map(({ items }) => items);
}
