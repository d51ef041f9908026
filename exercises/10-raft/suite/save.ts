import text from "./save.md" with { type: "text" };
import { shown, task } from "hb/grade/part.ts";
import { fold, type Saved } from "hb/consensus/raft/journal.ts";
import { command } from "hb/laboratory/raft/servers.ts";
import { logged, parted, trial, voted } from "hb/laboratory/raft/trials.ts";
import type { Answers } from "../answers.ts";

export const save = task<Answers>(text, ({ save }, grading) => {
  // Server 2 votes for server 0, crashes, and is then asked by server 1 for the same term.
  const faults = [
    parted([0, 900], [0], [1]),
    parted([107, 900], [0], [2], true),
    { kind: "crash", at: 118, node: 2, downMs: 5 } as const,
  ];
  grading.sweep(...trial(save, { faults }));
  const before: Saved[] = [voted(1, 0), logged(...["a", "b", "c"].map((each) => command(1, each)))];
  for (const [term, votedFor] of [[1, 2], [2, null], [7, 0]] as const) {
    const found = fold([...before, ...save.saveVote(term, votedFor)]);
    const words = `the term and the vote after a crash that follows saveVote(${term}, ${votedFor})`;
    grading.equal([found.term, found.votedFor], [term, votedFor], words);
  }
  for (const after of [0, 1, 2, 3]) {
    for (const entries of [[], [command(2, "d")], [command(2, "d"), command(3, "e")]]) {
      const { log } = fold([...before, ...save.saveEntries(after, shown(entries))]);
      const terms = entries.map(({ term }) => term);
      grading.equal(
        log.entries.map((entry) => entry.term),
        [...[1, 1, 1].slice(0, after), ...terms],
        `the terms in a log of [1 1 1], after a crash that follows saveEntries(${after}, …) with ` +
          `entries of the terms [${terms}]`,
      );
    }
  }
});
