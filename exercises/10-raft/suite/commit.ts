import text from "./commit.md" with { type: "text" };
import { drawn, task, toTheEnd } from "hb/grade/part.ts";
import { aLog, command, logInWords } from "hb/laboratory/raft/servers.ts";
import { logged, parted, plain, type RaftWorld, trial, voted } from "hb/laboratory/raft/trials.ts";
import { majorityIndex } from "hb/replicated/quorum/majority.ts";
import type { Answers } from "../answers.ts";
import { termAt } from "../given.ts";

export const commit = task<Answers>(text, ({ commit }, grading) => {
  const { mayCommit, followerCommit } = commit;
  // Figure 3.7: server 0 is elected in term 5 and brings b to server 1, but not what it appended itself.
  const [a, b, c] = [command(1, "a"), command(2, "b"), command(3, "c")];
  grading.sweep(...trial({ mayCommit }, {
    options: { ...plain, maxEntryBytesPerMessage: 1 },
    saved: [[voted(2, 0), logged(a, b)], [voted(3, 2), logged(a)], [voted(3, 2), logged(a, c)]],
    faults: [parted([0, 232], [2], [0, 1]), parted([232, 900], [0], [1, 2])],
    drive: toTheEnd(900, [
      2000,
      "what a leader appends is committed",
      ({ states }: RaftWorld) => states.some((s) => s?.role === "leader" && s.commitIndex >= 3),
    ]),
  }));
  grading.againstReference(
    ({ voters, indices }) => commit.majorityIndex(voters, (voter) => indices[9 - voter]!),
    ({ voters, indices }) => majorityIndex(voters, (voter) => indices[9 - voter]!),
    drawn(280, "indices", (random, i) => ({
      voters: Array.from({ length: i % 7 }, (_, at) => 9 - at),
      indices: Array.from({ length: i % 7 }, () => random.below(12)),
    })),
    ({ indices }) => `how far a majority has got where the voters have got to [${indices}]`,
  );
  grading.againstReference(
    ({ log, index, term }) => mayCommit(log, index, term),
    ({ log, index, term }) => termAt(log, index) === term,
    drawn(100, "logs", (random) => {
      const log = aLog(random), index = log.base.index + random.below(log.entries.length + 1);
      return { log, index, term: random.below(5) };
    }),
    ({ log, index, term }) =>
      `whether a leader of term ${term} may commit entry ${index} of ${logInWords(log)}`,
  );
  grading.againstReference(
    ([own, leader, agreed]) => followerCommit(own!, leader!, agreed!),
    ([own, leader, agreed]) => Math.max(own!, Math.min(leader!, agreed!)),
    drawn(100, "followers", (random) => [1, 2, 3].map(() => random.below(9))),
    (asked) => `followerCommit(${asked.join(", ")})`,
  );
});
