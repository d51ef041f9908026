import { isDeepStrictEqual } from "node:util";
import { AssertionError } from "./assertion_error.ts";
import { show, suffix } from "./message.ts";

/** An array, a typed array, or a string. */
export type ArrayLikeArg<T> = ArrayLike<T> & object;

/** Asserts that every member of `expected` is equal to some member of `actual`. */
export function assertArrayIncludes<T>(
  actual: ArrayLikeArg<T>,
  expected: ArrayLikeArg<T>,
  msg?: string,
): void {
  const there = Array.from(actual);
  const missing = Array.from(expected).filter((wanted) =>
    !there.some((item) => isDeepStrictEqual(item, wanted))
  );
  if (missing.length === 0) return;
  throw new AssertionError(
    `Expected actual: ${show(actual)} to include: ${show(expected)}${suffix(msg)}\nmissing: ${
      show(missing)
    }`,
  );
}
