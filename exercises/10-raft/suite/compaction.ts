/** How part 14 is judged. @module */

import { durabilityRules } from "hb/consensus/raft/rules/durability.ts";
import { firstSnapshot } from "hb/consensus/raft/snapshot.ts";
import { shown } from "hb/grade/frozen.ts";
import type { Grading } from "hb/grade/grading.ts";
import type { Part } from "hb/grade/suite.ts";
import { clone } from "hb/model/clone.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { type State, termAt, votersOnly } from "../given.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import { busy } from "./match.ts";
import { aLog, aServer, logInWords } from "./servers.ts";
import { careful, parted, trial } from "./worlds.ts";

export const compactionPart: Part<Subject> = {
  number: 14,
  name: "compaction",
  title: "3D: snapshots: when, of what, and what they leave of the log",
  points: 5,
  statement:
    `A log that only grows fills the disk. What is applied is in the state machine; so a server
writes that down, with all that the log had said up to there: the last entry's position, for the consistency
check; the configuration; the answers that clients were given, so that nothing is executed twice. Then it
forgets the log. A server that gets a snapshot may have entries after it that are right, and keeps these; or
a log that is not known to agree, and keeps nothing.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, chapter 5",
  hints: [
    "What would a server answer wrongly if it had nothing but the snapshot?",
    "Everything as of lastApplied, not of the end of the log; machine and sessions as copies (clone).",
    "rebase: if termAt(log, base.index) === base.term, keep log.entries.slice(base.index - log.base.index); " +
    "else keep no entries. The new base is base in both cases.",
  ],
  test({ compaction }, grading) {
    const random = new Random(14, "snapshots");
    for (
      const [applied, every] of [[0, 5], [4, 5], [5, 5], [9, 5], [1, 1], [99, Infinity]] as const
    ) {
      const words = `whether a snapshot is due every ${every} entries, with ${applied} applied`;
      grading.equal(compaction.isSnapshotDue(applied, every), applied >= every, words);
    }
    for (let i = 0; i < 40; i++) {
      captures(compaction, aServer(random, { machine: ["a", ["b"]] }), random, grading);
    }
    for (let i = 0; i < 200; i++) rebases(compaction, random, grading);
    for (const index of [3, 4, 5]) {
      const snapshot = { ...firstSnapshot(votersOnly([0]), []), last: { index, term: 1 } };
      const words = `whether a snapshot up to ${index} is news to a server committed up to 4`;
      grading.equal(compaction.isNews(snapshot, 4), index > 4, words);
    }
    const options = { ...careful, snapshotEvery: 3, keepEntries: 1 };
    const faults = [parted([600, 900], [0], [1, 2])];
    const network = { latency: uniform(1, 30) };
    grading.sweep(trial(withRules(compaction, options), 3, { network, faults }), {
      seeds: 6,
      drive: busy,
    });
  },
};

function captures(
  { capture }: Subject["compaction"],
  drawn: State,
  random: Random,
  grading: Grading,
): void {
  const index = drawn.log.base.index + random.below(drawn.log.entries.length + 1);
  const sessions = new Map([[1, { lowest: 1, answers: new Map([[1, ["one"]]]), usedAt: 2 }]]);
  const later = { index: index + 1 + random.below(2), configuration: votersOnly([0, 1]) };
  const configurations = [drawn.configurations[0]!, later];
  const s = { ...drawn, lastApplied: index, commitIndex: index, sessions, configurations };
  // What is its own it may share with the state; what is looked at here, it never sees.
  const right = durabilityRules.capture(clone(s)), snapshot = capture(s);
  const words = `a snapshot of a server that has applied ${index} entries of ${logInWords(s.log)}`;
  for (const field of ["last", "placed", "machine", "sessions"] as const) {
    grading.equal(snapshot[field], right[field], `${field} in ${words}`);
  }
  (s.machine as string[][])[1]!.push("c");
  sessions.get(1)!.answers.get(1)!.push("two");
  grading.equal(snapshot.machine, right.machine, `the machine in ${words}, after one more command`);
  grading.equal(snapshot.sessions, right.sessions, `the sessions in ${words}, after they changed`);
}

function rebases({ rebase }: Subject["compaction"], random: Random, grading: Grading): void {
  const log = aLog(random);
  const index = log.base.index + random.below(log.entries.length + 2);
  // Mostly the log has the entry.
  const known = random.chance(0.7) || index === 0;
  const base = { index, term: known ? termAt(log, index) ?? 1 : random.below(4) };
  const words = `what is left of ${logInWords(log)} after entry ${index} of term ${base.term}`;
  const given = clone(log);
  const left = rebase(given, shown(base)), right = durabilityRules.rebase(log, base);
  grading.equal(logInWords(left), logInWords(right), words);
  grading.equal(left, right, words);
  grading.equal(given, log, "the log that rebase was given, and must not change");
}
