/** How part 6 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import {
  apart,
  command,
  isLed,
  logged,
  parted,
  plain,
  startingFrom,
  trial,
  voted,
} from "./worlds.ts";

export const completePart: Part<Subject> = {
  number: 6,
  name: "complete",
  title: "3B: whose log is good enough to lead",
  points: 3,
  statement:
    `A leader never takes anything over from its followers, so whatever is committed must be in its
log from the beginning. Voters see to it: they vote only for candidates whose logs are at least as complete
as their own. Whatever is committed is on a majority; whoever is elected had the votes of a majority; so at
least one of its voters had the entry, and would have refused a log without it. One position says it all, as
log matching makes it stand for everything before it.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 3.6.1",
  hints: [
    "Which log should win: a long one from an old term, or a short one from a new term?",
    "The term of the last entry decides; the length only where the terms are the same.",
    "Equal logs must do, or nobody could be elected: candidates.index >= own.index.",
  ],
  test({ complete }, grading) {
    // Server 0 led in term 1 and nobody heard it; meanwhile the others have gone on.
    const alone = [voted(2, 0), logged(command(1, "x"), command(1, "y"), command(1, "z"))];
    const others = [voted(2, 1), logged(command(2, "a"))];
    const protocol = startingFrom(withRules(complete, plain), [alone, others, others]);
    const faults = [parted([0, 190], [0], [1, 2])];
    grading.sweep(trial(protocol, 3, { ...apart(3), faults }), {
      seeds: 1,
      drive(world) {
        world.run(900);
        world.requireProgress(1000, "when all are together again, all follow one server", isLed);
      },
    });
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
  },
};
