/** A reader's checker beside the library's. @module */

import { frozen, type Grading } from "hb/grade/part.ts";
import { inWords, type Memory } from "../memory.ts";
import { smaller } from "hb/laboratory/memory/smaller.ts";

/** What is right, and why. */
export interface Truth {
  /** What a history is for which a checker says true: "linearizable". */
  readonly name: string;
  /** Whether it is that. */
  holds(history: Memory): boolean;
  /** Why it is, or is not, as the end of a sentence; asked only where the reader's checker is wrong. */
  why(history: Memory): string;
}

/** Requires the right verdict on every history; what is told is the shortest history with a wrong one, and why. */
export function sameVerdict(
  theirs: (history: Memory) => boolean,
  truth: Truth,
  histories: Iterable<Memory>,
  grading: Grading,
): void {
  grading.forAll(histories, (history) => {
    const holds = truth.holds(history);
    const said = grading.asked(() => theirs(frozen(history)), () => told(history));
    if (said === holds) return;
    const yours = typeof said === "boolean"
      ? `you say it is${said ? "" : " not"}`
      : `your answer is neither true nor false (${typeof said})`;
    grading.expect(
      false,
      `this history is ${holds ? "" : "not "}${truth.name}, and ${yours}: ${told(history)}. ` +
        `It is${holds ? "" : " not"}, since ${truth.why(history)}`,
    );
  }, (history) => history.length > LONGEST_SHORTENED ? [] : smaller(history));
}

/** A longer history is told as it is: to find a shorter one takes too long with a slow checker. */
const LONGEST_SHORTENED = 40;

/** A history with its times. */
function told(history: Memory): string {
  if (history.length === 0) return "no operation at all";
  const times = history.map(({ invokedAt, endedAt }) => `${invokedAt}–${endedAt}`).join(", ");
  return `${inWords(history)} (from–to in ms: ${times})`;
}
