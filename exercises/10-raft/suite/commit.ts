import text from "./commit.md" with { type: "text" };
import { drawn, task, toTheEnd } from "hb/grade/part.ts";
import { aLength, aLog, command, entryOf, logInWords, pick } from "hb/laboratory/raft/logs.ts";
import { strides } from "hb/laboratory/raft/sizes.ts";
import { logged, parted, plain, type RaftWorld, trial, voted } from "hb/laboratory/raft/trials.ts";
import { majorityIndex } from "hb/replicated/quorum/majority.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { lastPosition, type NodeId, termAt } from "../given.ts";
import { likeReference, shortestFirst } from "./cases.ts";

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
  likeReference(
    ({ voters, indices }) => commit.majorityIndex(voters, at(voters, indices)),
    ({ voters, indices }) => majorityIndex(voters, at(voters, indices)),
    reached(),
    ({ voters, indices }) =>
      `how far a majority has got where the voters [${voters}] have got to [${indices}]`,
    grading,
  );
  likeReference(
    ({ log, index, term }) => mayCommit(log, index, term),
    ({ log, index, term }) => termAt(log, index) === term,
    leaders(),
    ({ log, index, term }) =>
      `whether a leader of term ${term} may commit entry ${index} of ${logInWords(log)}`,
    grading,
  );
  const small = [0, 1, 2, 3], far = [9, 10, 255, 256, 70_000, 2 ** 32, Number.MAX_SAFE_INTEGER - 1];
  const triples = [small, far].flatMap((some) =>
    [0, ...some].flatMap((own) => [0, ...some].flatMap((l) => [0, ...some].map((a) => [own, l, a])))
  );
  likeReference(
    ([own, leader, agreed]) => followerCommit(own!, leader!, agreed!),
    ([own, leader, agreed]) => Math.max(own!, Math.min(leader!, agreed!)),
    triples,
    ([own, leader, agreed]) =>
      `how far a follower is committed that was committed up to ${own}, whose leader is up to ` +
      `${leader}, and whose log agrees up to ${agreed}`,
    grading,
  );
});

const reached = shortestFirst(() => drawn(500, "indices", someIndices));

/** Any number of voters, and how far they have got: nowhere, far, or all the way. */
function someIndices(random: Random, i: number) {
  const size = i < 8 ? i : random.chance(0.9) ? random.below(12) : 8 + random.below(30);
  const isFar = random.chance(0.1), stride = pick(random, strides);
  const indices = [0, 0, 1, 2, 3, 8, 9, 10, 11, 100, 255, 256, 2 ** 32, Infinity];
  return {
    // In no order: 0 is among them, and they need not follow each other.
    voters: Array.from({ length: size }, (_, at) => isFar ? 3 + stride * at : 7 * (at + i) % 41),
    indices: Array.from({ length: size }, () => pick(random, indices)),
  };
}

function at(voters: readonly NodeId[], indices: readonly number[]): (voter: NodeId) => number {
  return (voter) => indices[voters.indexOf(voter)]!;
}

/** A leader's log, which has nothing of later terms, and a place in it that is not compacted. */
const leaders = shortestFirst(() =>
  drawn(400, "logs", (random) => {
    const log = aLog(random, 1 + aLength(random)), { length } = log.entries;
    const index = log.base.index + 1 + random.below(Math.max(1, length));
    if (length === 0) log.entries.push(entryOf(log.base.term + random.below(2), index));
    return { log, index, term: lastPosition(log).term + pick(random, [0, 0, 0, 1, ...strides]) };
  })
);
