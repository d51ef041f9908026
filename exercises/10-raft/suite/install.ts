/** How part 16 is judged: message by message, and by all scenarios of stage 3D. @module */

import { firstSnapshot } from "hb/consensus/raft/snapshot.ts";
import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { Random } from "hb/sim/random.ts";
import { type Message, termAt, votersOnly } from "../given.ts";
import type { Subject } from "../subject.ts";
import { withHandlers, withRules } from "./compose.ts";
import { leadersLog } from "./follower.ts";
import { laboratory } from "./laboratory.ts";
import { aServer, durableLog, inWords, sameStep, upon } from "./servers.ts";
import { careful } from "./worlds.ts";

export const installPart: Part<Subject> = {
  number: 16,
  name: "install",
  title: "3D: the follower gets a snapshot, and the scenarios of stage 3D",
  points: 8,
  statement:
    `A follower that was away for long needs entries which its leader has forgotten; so the leader
sends its snapshot. Snapshots are late like everything else, and a follower that has gone on since must not go
back. When the handler is right, the seven scenarios of stage 3D are run over a Raft that is yours in all that
it decides, from SnapshotBasic to SnapshotInit; with these all 28 have been. In the course they are
TestSnapshotBasic3D to TestSnapshotInit3D.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 5.3 and Figure 5.3",
  hints: [
    "It is your part 10 with another middle. Which parts of that handler stay as they are?",
    "A snapshot that ends at or before the commit index brings nothing; it is accepted all the same.",
    "meetTerm; older term? refuse. hearLeader; if isNews, restore(raft, s, snapshot, io); then accept with " +
    "match: s.commitIndex, which restore has moved.",
  ],
  test(subject, grading) {
    messages(subject, grading);
    laboratory(subject, "3D", 3, grading);
  },
};

function messages({ install }: Subject, grading: Grading): void {
  const mine = withHandlers({ installSnapshot: install }, careful), right = withRules({}, careful);
  const random = new Random(16, "snapshots");
  for (let i = 0; i < 300; i++) {
    const s = aServer(random), from = 1 + random.below(2);
    const least = s.role === "leader" ? s.term + 1 : s.term;
    const term = random.chance(0.15) ? s.term - 1 : least + random.below(2);
    const leads = leadersLog(random, s.log, s.commitIndex, term);
    const index = random.below(leads.entries.length + 1),
      last = { index, term: termAt(leads, index)! };
    const snapshot = { ...firstSnapshot(votersOnly([0, 1, 2]), [`up to ${index}`]), last };
    const message: Message = { type: "installSnapshot", term, snapshot, round: random.below(5) };
    const words = `the leader of term ${term} sends a snapshot up to ${index}/${last.term} to ${
      inWords(s)
    }`;
    const [found, expected] = [upon(mine, s, from, message), upon(right, s, from, message)];
    sameStep(found, expected, words, grading);
    grading.equal(
      durableLog(s, found),
      durableLog(s, expected),
      `${words}: what outlives a crash of the log`,
    );
  }
}
