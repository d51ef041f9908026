import text from "./complete.md" with { type: "text" };
import { shown, task, toTheEnd } from "hb/grade/part.ts";
import { command } from "hb/laboratory/raft/logs.ts";
import { isLed, logged, parted, trial, voted } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";
import { ORIGIN } from "../given.ts";
import { numbers } from "hb/laboratory/raft/sizes.ts";

export const complete = task<Answers>(text, ({ complete }, grading) => {
  // Server 0 led in term 1 and nobody heard it; meanwhile the others have gone on.
  const alone = [voted(2, 0), logged(...["x", "y", "z"].map((each) => command(1, each)))];
  const others = [voted(2, 1), logged(command(2, "a"))];
  grading.sweep(...trial(complete, {
    saved: [alone, others, others],
    faults: [parted([0, 190], [0], [1, 2])],
    drive: toTheEnd(900, [1000, "when all are together again, all follow one server", isLed]),
  }));
  const few = numbers.filter((each) => each > 0);
  const positions = [ORIGIN, ...few.flatMap((index) => few.map((term) => ({ index, term })))];
  // All beside all would be many: each stands beside those with the same index, or the same term, or both.
  for (const { index, term } of positions) {
    for (const own of [ORIGIN, ...near(index, term), ...far(index, term)]) {
      grading.equal(
        complete.isUpToDate(shown({ index, term }), shown(own)),
        term > own.term || (term === own.term && index >= own.index),
        `whether a log that ends with entry ${index} of term ${term} is up to date beside one that ` +
          `ends with entry ${own.index} of term ${own.term}`,
      );
    }
  }
});

/** A little before and after, in either. */
function near(index: number, term: number) {
  return [-1, 0, 1].flatMap((more) =>
    [-1, 0, 1].map((later) => ({ index: index + more, term: term + later }))
  ).filter((each) => each.index > 0 && each.term > 0);
}

/** Far away in one or both. */
function far(index: number, term: number) {
  return [[9, 1], [100_000, 1], [1, 9], [1, 100_000], [2 ** 33, term - 1], [1, term + 1], [
    index,
    257,
  ]]
    .map(([i, t]) => ({ index: i!, term: t! })).filter((each) => each.term > 0);
}
