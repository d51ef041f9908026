/** What an answer gave, in words, whatever it is. @module */

import { encode } from "../model/encode.ts";

/**
 * A value as it can be told: plain data as its text, and whatever is no data by what it is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { told } from "hb/grade/told.ts";
 *
 * assertEquals(told([1, undefined, "x"]), '[1,undefined,"x"]');
 * assertEquals(told(Promise.resolve(1)), "a promise");
 * ```
 */
export function told(value: unknown): string {
  if (typeof value === "function") return "a function";
  try {
    return value instanceof Promise ? "a promise" : encode(value);
  } catch {
    // It may contain itself, or throw when it is looked at.
    return "something that cannot be written down";
  }
}
