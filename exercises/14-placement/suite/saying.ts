/** How what goes wrong is told: what was asked, what came, what must be, and why. @module */

import { isLacking } from "hb/grade/lacking.ts";
import { type Grading, Wrong } from "hb/grade/part.ts";

export { listed, many, said, unlike } from "hb/grade/said.ts";

/** What comes of a call that refuses, by `outcome`. */
export const REFUSED = "a RangeError";

/** What comes of a call: what it gives, or that it refuses. Whatever else is thrown is told. */
export function outcome<T>(call: () => T, grading: Grading, asked: () => string): T | string {
  try {
    return call();
  } catch (thrown) {
    if (isLacking(thrown) || thrown instanceof Wrong) throw thrown;
    if (thrown instanceof RangeError && !isRuntimes(thrown)) return REFUSED;
    return grading.asked(() => {
      throw thrown;
    }, () => `asked: ${asked()}\n  came`);
  }
}

/** Whether the runtime threw it, which refuses nothing: a stack is full, an array too long. */
function isRuntimes({ message }: RangeError): boolean {
  return /call stack|invalid array length|array buffer/i.test(message);
}

/** A few of many, in words. */
export function few(all: readonly unknown[], most = 12): string {
  const told = all.slice(0, most).join(", ");
  return all.length > most ? `${told}, … (${all.length})` : told || "none";
}
