/** Code under judgement that may throw, or has to. @module */

import { isLacking } from "hb/grade/lacking.ts";

/** What it gives; nothing if it throws. */
export function orThrows<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    if (isLacking(thrown)) throw thrown;
    return undefined;
  }
}

/** Whether it throws. */
export const throws = (use: () => unknown): boolean =>
  orThrows(() => {
    use();
    return true;
  }) === undefined;
