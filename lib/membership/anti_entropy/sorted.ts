/** Arrays that are kept in order. @module */

/** Where in an array, in order, the entries begin that are not before the wanted place. */
export function placeOf<E>(entries: readonly E[], isBefore: (entry: E) => boolean): number {
  let low = 0, high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(entries[middle]!)) low = middle + 1;
    else high = middle;
  }
  return low;
}
