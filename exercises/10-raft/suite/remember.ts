/** How part 15 is judged. @module */

import { fold, type Recalled, type Saved } from "hb/consensus/raft/journal.ts";
import { firstSnapshot } from "hb/consensus/raft/snapshot.ts";
import { shown } from "hb/grade/frozen.ts";
import type { Part } from "hb/grade/suite.ts";
import { clone } from "hb/model/clone.ts";
import { Random } from "hb/sim/random.ts";
import { lastIndex, type Position, termAt, votersOnly } from "../given.ts";
import type { Subject } from "../subject.ts";
import { aLog, logInWords } from "./servers.ts";

export const rememberPart: Part<Subject> = {
  number: 15,
  name: "remember",
  title: "3D: snapshots in the journal",
  points: 4,
  statement:
    `The journal now has a third kind of record. A server that takes a snapshot goes on with the log
after it; one that has got a snapshot from its leader may have to throw its whole log away. Whoever reads the
journal later must come to the same, or it starts with a log that has a hole in it. The scenario SnapshotInit
is about a server that comes back twice, and takes its old log for the continuation of its snapshot.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, sections 5.1 and 5.3",
  hints: [
    "What do you know of the log when the snapshot was one of your own? And when it came from the leader?",
    "The record says after which entry the log begins. It is the question that rebase of part 14 answers.",
    "recall: { ...known, snapshot, log: rebase(known.log, base) }, with your rebase. Term and vote stay.",
  ],
  test({ remember }, grading) {
    const random = new Random(15, "journals");
    for (let i = 0; i < 200; i++) {
      const log = aLog(random), begins: Saved[] = [{ type: "vote", term: 5, votedFor: 1 }];
      if (log.base.index > 0) {
        begins.push({ type: "snapshot", snapshot: snapshotAt(log.base), base: log.base });
      }
      begins.push({ type: "append", after: log.base.index, entries: log.entries });

      const index = log.base.index + random.below(log.entries.length + 3);
      const known = random.chance(0.7) || index === 0;
      const term = known ? termAt(log, index) ?? 4 : random.below(5);
      const base = { index, term };
      const last = index < lastIndex(log) && random.chance(0.5)
        ? { index: index + 1, term: termAt(log, index + 1)! }
        : base;
      const snapshot = snapshotAt(last);
      const record = { type: "snapshot", snapshot, base } as const;

      const words =
        `after ${logInWords(log)}, and a snapshot up to ${last.index}/${last.term} with the ` +
        `log after ${index}/${term}`;
      const right = fold([...begins, record]),
        found = remember.recall(clone(fold(begins)), clone(record));
      grading.equal(summary(found), summary(right), `recalled ${words}`);
      grading.equal(found, right, `recalled ${words}`);
      const saved = fold([...begins, ...remember.saveSnapshot(shown(snapshot), shown(base))]);
      const survives = `what outlives a crash that follows saveSnapshot, ${words}`;
      grading.equal(summary(saved), summary(right), survives);
      grading.equal(saved, right, survives);
    }
  },
};

function snapshotAt(last: Position) {
  return { ...firstSnapshot(votersOnly([0, 1, 2]), [`up to ${last.index}`]), last };
}

/** What differs most often, in few words. */
function summary({ term, votedFor, log, snapshot }: Recalled): readonly unknown[] {
  return [term, votedFor, logInWords(log), snapshot?.last ?? null];
}
