/** How what goes wrong is told: what was asked, what came, what must be, and why. @module */

import { isLacking } from "hb/grade/lacking.ts";
import { type Grading, Wrong } from "hb/grade/part.ts";

export { inBytes, listed, many, said, unlike } from "hb/grade/said.ts";

/** What comes of a call that refuses bytes, by `outcome`. */
export const REFUSED = "a MalformedBytes";

/**
 * What comes of a call: what it gives, or the name of the error that is allowed. Whatever else is thrown is
 * told.
 */
export function outcome<T>(
  call: () => T,
  allowed: new (...given: never[]) => Error,
  grading: Grading,
  asked: string,
): T | string {
  try {
    return call();
  } catch (thrown) {
    if (isLacking(thrown) || thrown instanceof Wrong) throw thrown;
    if (thrown instanceof allowed) return `a ${allowed.name}`;
    return grading.asked(() => {
      throw thrown;
    }, () => `asked: ${asked}\n  came`);
  }
}
