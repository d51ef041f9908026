/** Whether what comes is what must come, as data. @module */

import { equal } from "../model/compare.ts";
import { asData } from "./as_data.ts";
import { isLacking } from "./lacking.ts";

/** Whether two values are equal as data; what contains itself, or cannot be looked at, is like nothing. */
export function isAlike(actual: unknown, expected: unknown): boolean {
  try {
    return equal(actual, expected) || equal(asData(actual, expected), expected);
  } catch (thrown) {
    if (isLacking(thrown)) throw thrown;
    return false;
  }
}
