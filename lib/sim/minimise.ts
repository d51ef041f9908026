/**
 * Delta debugging (Zeller and Hildebrandt 2002, *Simplifying and isolating failure-inducing input*,
 * figure 5): the shortest part of a list that still fails, in the sense that no single item can be left
 * out any more.
 *
 * @module
 */

/**
 * A part of `items`, in order, for which `fails` holds and of which no item can be left out.
 * `fails(items)` must hold; it is asked at most about n² times, most often n · log n.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { minimise } from "hb/sim/minimise.ts";
 *
 * const needs3and7 = (part: readonly number[]) => part.includes(3) && part.includes(7);
 * assertEquals(minimise([1, 2, 3, 4, 5, 6, 7, 8], needs3and7), [3, 7]);
 * ```
 */
export function minimise<T>(
  items: readonly T[],
  fails: (part: readonly T[]) => boolean,
): readonly T[] {
  let kept = items;
  let chunk = kept.length;
  while (kept.length > 0) {
    const shorter = dropOne(kept, chunk, fails);
    if (shorter !== undefined) {
      kept = shorter;
      chunk = Math.min(chunk, kept.length);
    } else if (chunk === 1) {
      return kept;
    } else {
      chunk = Math.ceil(chunk / 2);
    }
  }
  return kept;
}

/** `items` without some run of `chunk` of them, if that still fails. */
function dropOne<T>(
  items: readonly T[],
  chunk: number,
  fails: (part: readonly T[]) => boolean,
): readonly T[] | undefined {
  // From the end: what came last is most often irrelevant to what failed first.
  for (let end = items.length; end > 0; end -= chunk) {
    const part = [...items.slice(0, Math.max(0, end - chunk)), ...items.slice(end)];
    if (fails(part)) return part;
  }
  return undefined;
}
