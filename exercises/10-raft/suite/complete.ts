import text from "./complete.md" with { type: "text" };
import { task, toTheEnd } from "hb/grade/part.ts";
import { command } from "hb/laboratory/raft/servers.ts";
import { isLed, logged, parted, trial, voted } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";

export const complete = task<Answers>(text, ({ complete }, grading) => {
  // Server 0 led in term 1 and nobody heard it; meanwhile the others have gone on.
  const alone = [voted(2, 0), logged(...["x", "y", "z"].map((each) => command(1, each)))];
  const others = [voted(2, 1), logged(command(2, "a"))];
  grading.sweep(...trial(complete, {
    saved: [alone, others, others],
    faults: [parted([0, 190], [0], [1, 2])],
    drive: toTheEnd(900, [1000, "when all are together again, all follow one server", isLed]),
  }));
  const positions = [[0, 0], [1, 1], [2, 1], [1, 2], [2, 2], [5, 2], [3, 3]] as const;
  for (const [index, term] of positions) {
    for (const [ownIndex, ownTerm] of positions) {
      grading.equal(
        complete.isUpToDate({ index, term }, { index: ownIndex, term: ownTerm }),
        term > ownTerm || (term === ownTerm && index >= ownIndex),
        `whether a log that ends with entry ${index} of term ${term} is up to date beside one that ` +
          `ends with entry ${ownIndex} of term ${ownTerm}`,
      );
    }
  }
});
