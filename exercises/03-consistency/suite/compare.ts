/** A reader's checker beside the library's. @module */

import { frozen, type Grading } from "hb/grade/part.ts";
import { level, type LevelName } from "hb/check/levels.ts";
import { inWords, type Memory } from "../memory.ts";
import { smaller } from "hb/laboratory/memory/histories.ts";

/** Requires the library's verdict on every history; where they differ, on the shortest such history. */
export function sameVerdict(
  what: string,
  theirs: (history: Memory) => boolean,
  checker: LevelName,
  histories: Iterable<Memory>,
  grading: Grading,
): void {
  grading.forAll(histories, (history) => {
    const verdict = level(checker).check(history), holds = verdict.verdict === "ok";
    const times = history.map(({ invokedAt, endedAt }) => `${invokedAt}–${endedAt}`).join(", ");
    const why = verdict.verdict === "violation" ? verdict.words.join("; ") : "";
    grading.expect(
      theirs(frozen(history)) === holds,
      `this history is ${holds ? "" : "not "}${what}, and you say it is${holds ? " not" : ""}: ` +
        `${inWords(history)} (from–to in ms: ${times})${
          why === "" ? "" : `. It is not, since ${why}`
        }`,
    );
  }, smaller);
}
