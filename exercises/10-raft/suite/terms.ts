/** How part 1 is judged. @module */

import type { Part } from "hb/grade/suite.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import { apart, isLed, parted, plain, trial } from "./worlds.ts";

export const termsPart: Part<Subject> = {
  number: 1,
  name: "terms",
  title: "3A: terms, a clock that counts elections",
  points: 2,
  statement:
    `Servers have no clock in common, but they must be able to tell old news from new. So Raft
numbers its elections: each begins a term, and every message says in which term its sender is. A leader that
was cut off learns from the first greater term it meets that its time is over. It is Lamport's clock of
chapter 2, ticking once an election.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 3.3",
  hints: [
    "What must two servers in the same term do about it?",
    "Nothing: only a greater term makes a server leave its own, and it must never go back.",
    "seen > own; and { term: term + 1, votedFor: self }, since a candidate votes for itself.",
  ],
  test({ terms }, grading) {
    // The first leader is cut off, and comes back to a cluster that has gone on.
    const cut = parted([200, 500], [0], [1, 2]);
    const scenario = trial(withRules(terms, plain), 3, { ...apart(3), faults: [cut] });
    grading.sweep(scenario, {
      seeds: 1,
      drive(world) {
        world.run(500);
        world.requireProgress(
          1000,
          "when the first leader is back, all follow the same one",
          isLed,
        );
      },
    });
    for (const own of [0, 1, 2, 7]) {
      for (const seen of [0, 1, 2, 7]) {
        const words = `isOutdated(${own}, ${seen}): a server in term ${own} meets term ${seen}`;
        grading.equal(terms.isOutdated(own, seen), seen > own, words);
      }
      const words = `stand(${own}, 2): server 2 stands, having been in term ${own}`;
      grading.equal(terms.stand(own, 2), { term: own + 1, votedFor: 2 }, words);
    }
  },
};
