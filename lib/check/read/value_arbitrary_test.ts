/** Values as files hold them, for the tests beside this file. @module */

import fc from "fast-check";

/** Values of which many are easily confused: numbers and their texts, keywords and theirs, long numbers. */
export function fileValue(leaves: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 2, depthSize: "small" },
      leaves,
      leaves,
      fc.array(tie("value"), { maxLength: 3 }),
    ),
  })).value;
}

/** What JSON has. */
export const jsonLeaf: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, -1, 0.5, 2n ** 53n, 2n ** 53n + 1n, 10n ** 30n),
  fc.constantFrom(
    "",
    "1",
    "a",
    ":a",
    "nil",
    "true",
    "[1]",
    '"1"',
    "9007199254740992",
    "'a",
    "#{1}",
  ),
  fc.constantFrom("{}", "\\a", "##NaN", "é\n\t\u0000", "-9007199254740993", "1e400", "a b"),
  fc.string({ maxLength: 4 }),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) =>
    Number.isInteger(x) && !Number.isSafeInteger(x) ? BigInt(x) : x === 0 ? 0 : x
  ),
);

/** What EDN has beside it. */
export const ednLeaf: fc.Arbitrary<unknown> = fc.oneof(
  jsonLeaf,
  fc.constantFrom(":a", ":b/c", "a", "\\a", "\\newline", "1/2", "1e400", "-x", ":1").map((name) =>
    Symbol.for(name)
  ),
  fc.constantFrom<unknown>(NaN, Infinity, -Infinity),
  fc.array(fc.tuple(jsonLeaf, jsonLeaf), { maxLength: 2 }).map((entries) => new Map(entries)),
  fc.uniqueArray(jsonLeaf, { maxLength: 2 }).map((members) => new Set(members)),
  jsonLeaf.map((value) => new Map([[Symbol.for("#inst"), Array.isArray(value) ? value : [value]]])),
);
