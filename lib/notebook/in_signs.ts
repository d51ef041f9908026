/** Commands of a store as the text of the book writes them. @module */

/**
 * Puts and gets in signs.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { inSigns } from "hb/notebook/in_signs.ts";
 *
 * assertEquals(inSigns("put x 1 before get x"), "x←1 before x?");
 * ```
 */
export function inSigns(words: string): string {
  return words.replaceAll(/\bput (\S+) (\S+)/g, "$1←$2").replaceAll(/\bget (\S+)/g, "$1?");
}
