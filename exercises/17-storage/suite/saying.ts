/** How what goes wrong is told: what was asked, what came, what must be, and why. @module */

import { type Grading, Wrong } from "hb/grade/part.ts";
import type { Said } from "hb/grade/said.ts";

export { inBytes, listed, many, said, unlike } from "hb/grade/said.ts";

/**
 * What code under judgement gives. Where it throws, that is told with what must be, and why; what is found
 * to be wrong meanwhile is told as it is.
 */
export function asking<T>(
  grading: Grading,
  words: () => Omit<Said, "came">,
  ask: () => T,
): T {
  let own: unknown;
  try {
    return grading.asked(() => {
      try {
        return ask();
      } catch (thrown) {
        own = thrown;
        throw thrown;
      }
    }, () => `asked: ${words().asked}\n  came`);
  } catch (thrown) {
    if (thrown === own || !(thrown instanceof Wrong)) throw thrown;
    const { must, why } = words();
    throw new Wrong(`${thrown.message}\n  must be: ${must}\n  why: ${why}`);
  }
}

/** The bytes of a text. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The bytes of a text, or those that stand in it by their digits: "<ff00>" are two. */
export function bytesIn(text: string): Uint8Array {
  const hex = /^<((?:[0-9a-f]{2})+)>$/.exec(text)?.[1];
  return hex === undefined ? bytesOf(text) : Uint8Array.fromHex(hex);
}

/** Whether two rows of bytes are the same. */
export function areSame(a: unknown, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a instanceof Uint8Array && a.length === b.length && a.every((byte, i) => byte === b[i]);
}
