/** Looking back into what is ordered. @module */

/** The place of the last item of a sorted list whose position is not above `most`; −1 when all are. */
export function lastUpTo<T>(
  items: readonly T[],
  most: number,
  positionOf: (item: T) => number,
): number {
  let [low, high] = [-1, items.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (positionOf(items[middle]!) <= most) low = middle;
    else high = middle - 1;
  }
  return low;
}
