/** How part 11 is judged. @module */

import { fold, type Saved } from "hb/consensus/raft/journal.ts";
import { shown } from "hb/grade/frozen.ts";
import type { Part } from "hb/grade/suite.ts";
import type { Subject } from "../subject.ts";
import { withRules } from "./compose.ts";
import { apart, command, logged, parted, plain, trial, voted } from "./worlds.ts";

export const savePart: Part<Subject> = {
  number: 11,
  name: "save",
  title: "3C: what to save",
  points: 3,
  statement:
    `A server that crashes and comes back must not contradict what it had said. It had said in which
term it is, for whom it votes, and which entries it has; so these three must be on the disk before the message
that says so leaves. In this book a step's records are durable before its messages go, so there is nothing to
do about the order; what is not saved, though, is gone. Commit index and leader need not be saved: others will
tell.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 3.8 and Figure 3.1",
  hints: [
    "Which promises of a server would break another server if it forgot them?",
    "A vote is worth nothing without its term, and a term must be saved though nobody has the vote yet.",
    "One record each; and that the log was cut off must be in the record as well: `after` says it.",
  ],
  test({ save }, grading) {
    // Server 2 votes for server 0, crashes, and is then asked by server 1 for the same term.
    const faults = [
      parted([0, 900], [0], [1]),
      parted([107, 900], [0], [2], true),
      { kind: "crash", at: 118, node: 2, downMs: 5 } as const,
    ];
    grading.sweep(trial(withRules(save, plain), 3, { ...apart(3), faults }), {
      seeds: 1,
      drive: (world) => void world.run(900),
    });
    const before: readonly Saved[] = [
      voted(1, 0),
      logged(command(1, "a"), command(1, "b"), command(1, "c")),
    ];
    for (const [term, votedFor] of [[1, 2], [2, null], [7, 0]] as const) {
      const { term: found, votedFor: vote } = fold([...before, ...save.saveVote(term, votedFor)]);
      const words =
        `the term and the vote after a crash that follows saveVote(${term}, ${votedFor})`;
      grading.equal([found, vote], [term, votedFor], words);
    }
    for (const after of [0, 1, 2, 3]) {
      for (const entries of [[], [command(2, "d")], [command(2, "d"), command(3, "e")]]) {
        const { log } = fold([...before, ...save.saveEntries(after, shown(entries))]);
        grading.equal(
          log.entries.map((entry) => entry.term),
          [...[1, 1, 1].slice(0, after), ...entries.map(({ term }) => term)],
          `the terms in a log of [1 1 1], after a crash that follows saveEntries(${after}, …) with ` +
            `entries of the terms [${entries.map(({ term }) => term).join(" ")}]`,
        );
      }
    }
  },
};
