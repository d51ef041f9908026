/** How part 18 is judged. @module */

import { jointIndex, jointVote } from "hb/replicated/quorum/joint.ts";
import { shown } from "hb/grade/frozen.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import type { Subject } from "../subject.ts";

export const jointPart: Part<Subject> = {
  number: 18,
  name: "joint",
  title: "beyond: two majorities",
  points: 4,
  statement:
    `A cluster of 0, 1, 2 is to become one of 2, 3, 4, and no two servers learn of it at the same
moment. If 0 and 1 still elect by the old rule while 3 and 4 elect by the new one, there are two leaders. So
there is a time in between when each decision needs both: a majority of the old voters and a majority of the
new ones. Whoever decides by the old rule alone, or by the new rule alone, has somebody in common with that.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 4.3",
  hints: [
    "Can you say it with your parts 4 and 8, and nothing else?",
    "Lost is what either half has lost; won is what both have won.",
    "An index is reached by both halves if each has reached it: Math.min of the two; Infinity for none.",
  ],
  test({ joint }, grading) {
    const random = new Random(18, "halves");
    const some = (most: number) =>
      [0, 1, 2, 3, 4, 5].filter(() => random.chance(0.5)).slice(0, most);
    for (let i = 0; i < 1500; i++) {
      const halves = { voters: some(4), outgoing: random.chance(0.3) ? [] : some(4) };
      const votes = [0, 1, 2, 3, 4, 5].map(() => [true, false, undefined][random.below(3)]);
      const indices = votes.map(() => random.below(9));
      const { voters, outgoing } = halves;
      const between = `with the voters [${voters}]${
        outgoing.length > 0 ? ` and [${outgoing}]` : ""
      }`;
      const given = votes.map((each, node) =>
        `${node} ${each === undefined ? "?" : each ? "yes" : "no"}`
      );
      grading.equal(
        joint.vote(shown(halves), (voter) => votes[voter]),
        jointVote(halves, (voter) => votes[voter]),
        `how an election stands ${between}, who voted ${given.join(", ")}`,
      );
      grading.equal(
        joint.index(shown(halves), (voter) => indices[voter]!),
        jointIndex(halves, (voter) => indices[voter]!),
        `how far a decision has got ${between}, where 0 to 5 have got to [${indices}]`,
      );
    }
  },
};
