import { AssertionError } from "./assertion_error.ts";
import { suffix } from "./message.ts";
import { checkThrown, type ErrorClass, words } from "./thrown.ts";

/** Asserts that the promise of `fn` rejects, and resolves to the reason. */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/** Asserts that it rejects with an `errorClass` whose message includes `msgIncludes`. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  errorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: ErrorClass<Error> | string,
  msgIncludes?: string,
  msg?: string,
): Promise<unknown> {
  const last = words(classOrMsg, msg);
  // A function that throws instead of returning a promise has not rejected.
  let promise: PromiseLike<unknown>;
  try {
    promise = fn();
  } catch (thrown) {
    throw new AssertionError(`Function throws when expected to reject${suffix(last)}`, {
      cause: thrown,
    });
  }
  try {
    await promise;
  } catch (reason) {
    if (typeof classOrMsg === "function") checkThrown(reason, classOrMsg, msgIncludes, last);
    return reason;
  }
  throw new AssertionError(`Expected function to reject${suffix(last)}`);
}
