import { AssertionError } from "./assertion_error.ts";
import { show, suffix } from "./message.ts";

/** A class of errors. */
export type ErrorClass<E extends Error> = abstract new (...args: never[]) => E;

/** The caller's own words, which may stand in the place of the error class. */
export function words(
  classOrMsg: ErrorClass<Error> | string | undefined,
  msg: string | undefined,
): string | undefined {
  return typeof classOrMsg === "string" ? classOrMsg : msg;
}

/** Asserts that what was thrown is of the class and says what it must say. */
export function checkThrown(
  thrown: unknown,
  errorClass: ErrorClass<Error>,
  msgIncludes: string | undefined,
  msg: string | undefined,
): void {
  if (!(thrown instanceof errorClass)) {
    throw new AssertionError(
      `Expected error to be instance of "${errorClass.name}", but was ${show(thrown)}${
        suffix(msg)
      }`,
      { cause: thrown },
    );
  }
  if (msgIncludes !== undefined && !thrown.message.includes(msgIncludes)) {
    throw new AssertionError(
      `Expected error message to include ${show(msgIncludes)}, but got ${show(thrown.message)}${
        suffix(msg)
      }`,
      { cause: thrown },
    );
  }
}
