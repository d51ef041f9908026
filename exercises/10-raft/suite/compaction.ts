import text from "./compaction.md" with { type: "text" };
import { drawn, type Grading, task } from "hb/grade/part.ts";
import { durabilityRules } from "hb/consensus/raft/rules/durability.ts";
import { aLog, aServer, logInWords, snapshotUpTo } from "hb/laboratory/raft/servers.ts";
import { busy, careful, parted, trial } from "hb/laboratory/raft/trials.ts";
import { clone } from "hb/model/clone.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Answers } from "../answers.ts";
import { type State, termAt, votersOnly } from "../given.ts";

export const compaction = task<Answers>(text, ({ compaction }, grading) => {
  const due = [[0, 5], [4, 5], [5, 5], [9, 5], [1, 1], [99, Infinity]] as const;
  for (const [applied, every] of due) {
    const words = `whether a snapshot is due every ${every} entries, with ${applied} applied`;
    grading.equal(compaction.isSnapshotDue(applied, every), applied >= every, words);
  }
  grading.forAll(moments(), (s) => captures(compaction, clone(s), grading));
  grading.againstReference(
    ({ log, base }) => compaction.rebase(log, base),
    ({ log, base }) => durabilityRules.rebase(log, base),
    bases(),
    ({ log, base }) =>
      `what is left of ${logInWords(log)} after entry ${base.index} of term ${base.term}`,
  );
  for (const index of [3, 4, 5]) {
    const words = `whether a snapshot up to ${index} is news to a server committed up to 4`;
    grading.equal(compaction.isNews(snapshotUpTo({ index, term: 1 }), 4), index > 4, words);
  }
  grading.sweep(...trial(compaction, {
    options: { ...careful, snapshotEvery: 3, keepEntries: 1 },
    network: { latency: uniform(1, 30) },
    faults: [parted([600, 900], [0], [1, 2])],
    seeds: 6,
    drive: busy,
  }));
});

/** Servers that have applied something, and know a configuration that comes after it. */
const moments = () =>
  drawn(40, "servers", (random): State => {
    const s = aServer(random, { machine: ["a", ["b"]] });
    const index = s.log.base.index + random.below(s.log.entries.length + 1);
    const sessions = new Map([[1, { lowest: 1, answers: new Map([[1, ["one"]]]), usedAt: 2 }]]);
    const later = { index: index + 1 + random.below(2), configuration: votersOnly([0, 1]) };
    const configurations = [s.configurations[0]!, later];
    return { ...s, lastApplied: index, commitIndex: index, sessions, configurations };
  });

function captures({ capture }: Answers["compaction"], s: State, grading: Grading): void {
  // What is its own it may share with the state; what is looked at here, it never sees.
  const right = durabilityRules.capture(clone(s)), snapshot = capture(s);
  const words = `a snapshot of a server that has applied ${s.lastApplied} entries of ${
    logInWords(s.log)
  }`;
  for (const field of ["last", "placed", "machine", "sessions"] as const) {
    grading.equal(snapshot[field], right[field], `${field} in ${words}`);
  }
  (s.machine as string[][])[1]!.push("c");
  (s.sessions.get(1)!.answers.get(1) as string[]).push("two");
  grading.equal(snapshot.machine, right.machine, `the machine in ${words}, after one more command`);
  grading.equal(snapshot.sessions, right.sessions, `the sessions in ${words}, after they changed`);
}

/** Logs, and where they are cut off: mostly at an entry that they have. */
const bases = () =>
  drawn(200, "bases", (random) => {
    const log = aLog(random), index = log.base.index + random.below(log.entries.length + 2);
    const known = random.chance(0.7) || index === 0;
    return { log, base: { index, term: known ? termAt(log, index) ?? 1 : random.below(4) } };
  });
