/** Equality and a total order on plain data. @module */

import { encode } from "./encode.ts";

/**
 * Whether two pieces of plain data are equal: same shape and same contents, whatever the insertion
 * order of keys, entries and members.
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * import { equal } from "hb/model/compare.ts";
 *
 * assert(equal({ a: 1, b: new Set([1, 2]) }, { b: new Set([2, 1]), a: 1 }));
 * assert(!equal({ a: undefined }, {}));
 * ```
 */
export function equal(a: unknown, b: unknown): boolean {
  return Object.is(a, b) || encode(a) === encode(b);
}

/**
 * A total order on plain data: numbers first and by value, then everything else by canonical text.
 * Negative when `a` comes first, 0 when they are equal.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compare } from "hb/model/compare.ts";
 *
 * assertEquals([10, 9, "a"].sort(compare), [9, 10, "a"]);
 * ```
 */
export function compare(a: unknown, b: unknown): number {
  const numberFirst = Number(typeof b === "number") - Number(typeof a === "number");
  // Without this, 9 < 10 by value and "10" < "100n" < "9" by text would be a circle.
  if (numberFirst !== 0) return numberFirst;
  if (typeof a === "number" && typeof b === "number") {
    if (a < b) return -1;
    if (a > b) return 1;
  }
  const left = encode(a);
  const right = encode(b);
  return left < right ? -1 : left > right ? 1 : 0;
}
