import text from "./terms.md" with { type: "text" };
import { task, toTheEnd } from "hb/grade/part.ts";
import { isLed, parted, trial } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";

export const terms = task<Answers>(text, ({ terms }, grading) => {
  // The first leader is cut off, and comes back to a cluster that has gone on.
  grading.sweep(...trial(terms, {
    faults: [parted([200, 500], [0], [1, 2])],
    drive: toTheEnd(500, [1000, "when the first leader is back, all follow the same one", isLed]),
  }));
  for (const own of [0, 1, 2, 7]) {
    for (const seen of [0, 1, 2, 7]) {
      const words = `isOutdated(${own}, ${seen}): a server in term ${own} meets term ${seen}`;
      grading.equal(terms.isOutdated(own, seen), seen > own, words);
    }
    const words = `becomeCandidate(${own}, 2): server 2 stands, having been in term ${own}`;
    grading.equal(terms.becomeCandidate(own, 2), { term: own + 1, votedFor: 2 }, words);
  }
});
