/** Lists that are a little smaller, for the search for the smallest that goes wrong. @module */

/**
 * The list without some of what stands together in it: first without a half of it, then a quarter and so on, down
 * to `least` at a time.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { withoutParts } from "hb/grade/without_parts.ts";
 *
 * const smaller = [...withoutParts([..."abcd"])].map((letters) => letters.join(""));
 * assertEquals(smaller, ["cd", "ab", "bcd", "acd", "abd", "abc"]);
 * assertEquals([...withoutParts(["a"])], [[]]);
 * ```
 */
export function* withoutParts<T>(list: readonly T[], least = 1): Generator<T[]> {
  for (let size = Math.max(1, list.length >> 1); size >= least; size >>= 1) {
    for (let at = 0; at + size <= list.length; at += size) yield list.toSpliced(at, size);
  }
}
