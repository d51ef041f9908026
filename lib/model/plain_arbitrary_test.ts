/** Generators of plain data for the tests beside this file; plain_test.ts tests that it is plain. */

import fc from "fast-check";
import type { Plain } from "./plain.ts";

/**
 * Plain data of every kind. The leaves come from a small stock, so that two draws are often equal, and
 * hold what is easily confused: `1`, `1n`, `"1"`, `0`, `-0`, texts that look like canonical text.
 */
export const plain: fc.Arbitrary<Plain> = fc.letrec<{ data: Plain }>((tie) => {
  const key = fc.constantFrom("a", "b", '"', "a,b", "__proto__");
  const some = { maxLength: 3 };
  return {
    data: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      fc.constantFrom<Plain>(0, -0, 1, 9, 10, 100n, NaN, Infinity, -1.5, 1n, null, undefined, true),
      fc.constantFrom<Plain>(
        "",
        "1",
        "a",
        "1,2",
        '"',
        "null",
        "[]",
        "\ud800",
        "=>",
        new Uint8Array(),
      ),
      fc.integer(),
      fc.string(some),
      fc.uint8Array(some),
      fc.array(tie("data"), some),
      fc.array(fc.tuple(key, tie("data")), some).map((fields) => Object.fromEntries(fields)),
      fc.array(fc.tuple(tie("data"), tie("data")), some).map((entries) => new Map(entries)),
      fc.array(tie("data"), some).map((members) => new Set(members)),
    ),
  };
}).data;

/** The same data with keys, entries and members inserted in the opposite order, at every depth. */
export function reversed(value: Plain): Plain {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value;
  if (value instanceof Map) {
    return new Map([...value].reverse().map(([k, v]) => [reversed(k), reversed(v)]));
  }
  if (value instanceof Set) return new Set([...value].reverse().map(reversed));
  if (Array.isArray(value)) return value.map(reversed);
  const fields = Object.entries(value).reverse();
  return Object.fromEntries(fields.map(([key, item]) => [key, reversed(item)]));
}
