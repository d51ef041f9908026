/** How part 8 is judged. @module */

import { frozen } from "hb/grade/frozen.ts";
import { majorityIndex } from "hb/replicated/quorum/majority.ts";
import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import { termAt } from "../given.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import { aLog, logInWords } from "./servers.ts";
import { apart, command, logged, parted, plain, startingFrom, trial, voted } from "./worlds.ts";

export const commitPart: Part<Subject> = {
  number: 8,
  name: "commit",
  title: "3B: when an entry is there to stay",
  points: 5,
  statement:
    `An entry that is on a majority of servers is committed – nearly. A leader that finds an entry
of an older term on a majority may not commit it by counting: a server with a newer entry than that may still
be elected, and overwrite it. It commits an entry of its own term, and with it everything before. This is
Figure 3.7 of the dissertation, Figure 8 of the paper; you will see it if you let it happen.

A follower learns how far its leader's log is committed. Its own log need not be as long, and need not be
the same all the way; it never takes back what it has committed.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, sections 3.5 and 3.6.2",
  hints: [
    "Sort the indices, greatest first. Which of them has a majority reached?",
    "Of five the third, of four the third too: the one at Math.floor(n / 2), counted from 0.",
    "mayCommit: termAt(log, index) === term. followerCommit: no further than agreed, no further than the " +
    "leader, and never less than before.",
  ],
  test({ commit }, grading) {
    olderTerm(commit, grading);
    const random = new Random(8, "indices");
    for (let size = 0; size <= 6; size++) {
      for (let i = 0; i < 40; i++) {
        const voters = frozen(Array.from({ length: size }, (_, at) => 9 - at));
        const indices = voters.map(() => random.below(12));
        const reached = (voter: number) => indices[9 - voter]!;
        const words = `how far a majority has got where the voters have got to [${indices}]`;
        grading.equal(commit.majorityIndex(voters, reached), majorityIndex(voters, reached), words);
      }
    }
    for (let i = 0; i < 100; i++) {
      const log = frozen(aLog(random)),
        index = log.base.index + random.below(log.entries.length + 1);
      const term = random.below(5);
      const words = `whether a leader of term ${term} may commit entry ${index} of ${
        logInWords(log)
      }`;
      grading.equal(commit.mayCommit(log, index, term), termAt(log, index) === term, words);
      const [own, leader, agreed] = [random.below(9), random.below(9), random.below(9)];
      grading.equal(
        commit.followerCommit(own, leader, agreed),
        Math.max(own, Math.min(leader, agreed)),
        `followerCommit(${own}, ${leader}, ${agreed})`,
      );
    }
  },
};

/** Figure 3.7: server 0 is elected in term 5 and brings b to server 1, but not what it appended itself. */
function olderTerm(commit: Subject["commit"], grading: Grading): void {
  const { mayCommit } = commit;
  const options = { ...plain, maxEntryBytesPerMessage: 1 };
  const [a, b, c] = [command(1, "a"), command(2, "b"), command(3, "c")];
  const protocol = startingFrom(withRules({ mayCommit }, options), [
    [voted(2, 0), logged(a, b)],
    [voted(3, 2), logged(a)],
    [voted(3, 2), logged(a, c)],
  ]);
  const faults = [parted([0, 232], [2], [0, 1]), parted([232, 900], [0], [1, 2])];
  grading.sweep(trial(protocol, 3, { ...apart(3), faults }), {
    seeds: 1,
    drive(world) {
      world.run(900);
      world.requireProgress(2000, "what a leader appends is committed", ({ states }) => {
        const leader = states.find((s) => s?.role === "leader");
        return leader !== undefined && leader.commitIndex >= 3;
      });
    },
  });
}
