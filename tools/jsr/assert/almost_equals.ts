import { AssertionError } from "./assertion_error.ts";
import { suffix } from "./message.ts";

/** Asserts that two numbers differ by at most `tolerance`; by default a ten-millionth of `expected`. */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const allowed = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  const delta = Math.abs(expected - actual);
  if (delta <= allowed) return;
  throw new AssertionError(
    `Expected actual: ${actual} to be close to ${expected}: ` +
      `delta ${delta} is greater than ${allowed}${suffix(msg)}`,
  );
}
