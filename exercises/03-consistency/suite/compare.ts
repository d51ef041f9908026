/** A reader's checker beside the library's. @module */

import { frozen } from "hb/grade/frozen.ts";
import type { Grading } from "hb/grade/grading.ts";
import { inWords, type Memory } from "../memory.ts";
import { shrink } from "./draw.ts";

/** Requires the same verdict on every history; where they differ, on the shortest such history. */
export function sameVerdict(
  what: string,
  theirs: (history: Memory) => boolean,
  ours: (history: Memory) => { readonly holds: boolean; readonly words: readonly string[] },
  histories: Iterable<Memory>,
  grading: Grading,
): void {
  for (const history of histories) {
    if (theirs(frozen(history)) === ours(history).holds) continue;
    const small = shrink(history, (each) => theirs(each) !== ours(each).holds);
    const { holds, words } = ours(small);
    const times = small.map(({ invokedAt, endedAt }) => `${invokedAt}–${endedAt}`).join(", ");
    const why = words.length === 0 ? "" : `. It is not, since ${words.join("; ")}`;
    grading.expect(
      false,
      `this history is ${holds ? "" : "not "}${what}, and you say it is${holds ? " not" : ""}: ` +
        `${inWords(small)} (from–to in ms: ${times})${why}`,
    );
  }
}
