/** Values in the words of specifications. @module */

import { encode } from "../../model/encode.ts";

/**
 * A value as it is written, texts in quotes. What a file holds beside texts, numbers and truth values is
 * told by its EDN text (`read/scalar.ts`), which needs none: a keyword is `:a`, a vector `[1 2]`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { valueText } from "hb/check/spec/value_text.ts";
 *
 * assertEquals(["a", ":a", 1, "9007199254740993"].map(valueText), [
 *   '"a"',
 *   ":a",
 *   "1",
 *   "9007199254740993",
 * ]);
 * ```
 */
export function valueText(value: string | number | boolean | null): string {
  const told = typeof value === "string" && /^(?:[:'"#[{\\]|-?\d{16,}$)/.test(value);
  return told ? value : encode(value);
}
