import { AssertionError } from "./assertion_error.ts";
import { suffix } from "./message.ts";
import { checkThrown, type ErrorClass, words } from "./thrown.ts";

/** Asserts that `fn` throws, and returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Asserts that `fn` throws an `errorClass` whose message includes `msgIncludes`; returns it. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  errorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows(
  fn: () => unknown,
  classOrMsg?: ErrorClass<Error> | string,
  msgIncludes?: string,
  msg?: string,
): unknown {
  const last = words(classOrMsg, msg);
  try {
    fn();
  } catch (thrown) {
    if (typeof classOrMsg === "function") checkThrown(thrown, classOrMsg, msgIncludes, last);
    return thrown;
  }
  throw new AssertionError(`Expected function to throw${suffix(last)}`);
}
