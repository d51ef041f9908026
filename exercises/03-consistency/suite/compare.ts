/** A reader's checker beside the library's. @module */

import { frozen, type Grading } from "hb/grade/part.ts";
import { inWords, type Memory } from "../memory.ts";
import { smaller } from "hb/laboratory/memory/smaller.ts";

/** What is right, and why. */
export interface Truth {
  /** What a history is for which a checker says true: "linearizable". */
  readonly name: string;
  /** Whether times count, and not only who did what in which order. */
  readonly timed: boolean;
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
  grading.forAll(
    histories,
    (history) => {
      const holds = truth.holds(history);
      grading.busyWith(() => size(history, truth));
      const said = grading.asked(() => theirs(frozen(history)), () => told(history, truth));
      if (said === holds) return;
      const yours = said === true || said === false
        ? `you say it is${said ? "" : " not"}`
        : neither(said);
      grading.expect(
        false,
        `this history is ${holds ? "" : "not "}${truth.name}, and ${yours}: ${
          told(history, truth)
        }. ` +
          `It is${holds ? "" : " not"}, since ${truth.why(history)}`,
      );
    },
    smaller,
    weigh,
  );
}

/** What is said of an answer that is no verdict. */
export function neither(said: unknown): string {
  const what = said === null || typeof said === "number" ? `${said}` : typeof said;
  return `your answer is neither true nor false (${what})`;
}

/** So many operations are usual: whoever needs their number cubed, or more, is slow with many. */
const USUAL = 30;

/** A history of many operations counts as several in the search for a shorter one. */
function weigh({ length }: Memory): number {
  return Math.max(1, (length / USUAL) ** 3);
}

/** How large a history is: where times count, it is what overlaps that takes long. */
export function size(history: Memory, { timed }: Pick<Truth, "timed">): string {
  const words = `a history of ${history.length} operation${history.length === 1 ? "" : "s"}`;
  if (!timed) return words;
  const most = Math.max(
    0,
    ...history.map(({ invokedAt: at }) =>
      history.filter(({ invokedAt, endedAt }) => invokedAt <= at && at <= endedAt).length
    ),
  );
  if (most < 2) return words;
  return `${words}, ${most === history.length ? "all" : most} of which overlap`;
}

/** A history, with its times where they count. */
function told(history: Memory, { timed }: Truth): string {
  if (history.length === 0) return "no operation at all";
  if (!timed) return shortly(history);
  const times = history.map(({ invokedAt, endedAt }) => `${invokedAt}–${endedAt}`).join(", ");
  return `${inWords(history)} (from–to in ms: ${times})`;
}

/** In words, where what is done again and again is said once. */
function shortly(history: Memory): string {
  const groups: { words: string; times: number }[] = [];
  for (const each of history) {
    const words = inWords([each]), last = groups.at(-1);
    if (last?.words === words) last.times++;
    else groups.push({ words, times: 1 });
  }
  return groups.map(({ words, times }) =>
    times > 2 ? `${words} (${times} times)` : Array(times).fill(words).join(", ")
  )
    .join(", ");
}
