import { AssertionError } from "./assertion_error.ts";
import { suffix } from "./message.ts";

/** Fails, always. */
export function fail(msg?: string): never {
  throw new AssertionError(`Failed assertion${suffix(msg)}`);
}
