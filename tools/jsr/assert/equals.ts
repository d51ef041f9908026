import { deepStrictEqual } from "node:assert/strict";
import { AssertionError } from "./assertion_error.ts";
import { suffix } from "./message.ts";

/** Asserts that two values are equal as data: same shape and contents, `NaN` equals itself. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  try {
    deepStrictEqual(actual, expected);
  } catch (difference) {
    const text = diffOfLines(actual, expected) ?? (difference as Error).message;
    throw new AssertionError(`Values are not equal${suffix(msg)}\n\n${text}`);
  }
}

/** Long texts are compared line by line, since their difference on one line cannot be read. */
function diffOfLines(actual: unknown, expected: unknown): string | undefined {
  if (typeof actual !== "string" || typeof expected !== "string") return undefined;
  if (!actual.includes("\n") && !expected.includes("\n")) return undefined;
  try {
    deepStrictEqual(actual.split("\n"), expected.split("\n"));
  } catch (difference) {
    return (difference as Error).message;
  }
  return undefined;
}
