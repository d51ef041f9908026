import { AssertionError } from "./assertion_error.ts";
import { show, suffix } from "./message.ts";

/** Asserts that `actual` is the very same value as `expected`, by `Object.is`. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  throw new AssertionError(
    `Values are not strictly equal${suffix(msg)}\n\n+ ${show(actual)}\n- ${show(expected)}`,
  );
}

/** Asserts that `actual` is another value than `expected`, by `Object.is`. */
export function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!Object.is(actual, expected)) return;
  throw new AssertionError(
    `Expected "actual" to not be strictly equal to: ${show(actual)}${suffix(msg)}`,
  );
}
