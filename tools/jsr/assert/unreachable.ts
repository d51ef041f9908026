import { AssertionError } from "./assertion_error.ts";
import { suffix } from "./message.ts";

/** Marks a place that no run may reach. */
export function unreachable(msg?: string): never {
  throw new AssertionError(`Unreachable${suffix(msg)}`);
}
