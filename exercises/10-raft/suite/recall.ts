import text from "./recall.md" with { type: "text" };
import { drawn, task } from "hb/grade/part.ts";
import { fold, type Recalled, type Saved } from "hb/consensus/raft/journal.ts";
import { aLog, logOf, risingTerms } from "hb/laboratory/raft/servers.ts";
import { busy, careful, trial } from "hb/laboratory/raft/trials.ts";
import { clone } from "hb/model/clone.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { emptyLog } from "../given.ts";
import { recallWith } from "./compose.ts";

export const recall = task<Answers>(text, ({ recall }, grading) => {
  grading.forAll(drawn(200, "journals", aJournal), (journal) => {
    const begun: Recalled = { term: 0, votedFor: null, log: emptyLog(), snapshot: null };
    const known = journal.reduce((sum, saved) => recall(sum, clone(saved)), begun);
    const words = (what: string) => `${what} after the journal ${inWords(journal)}`;
    const right = fold(journal);
    grading.equal(known.term, right.term, words("the term"));
    grading.equal(known.votedFor, right.votedFor, words("the vote"));
    grading.equal(known.log, right.log, words("the log"));
  });
  const { entries } = aLog(new Random(1, "log"), 6), base = { index: 9, term: 1 };
  const compacted = recall(
    { term: 3, votedFor: null, log: { base, entries: clone(entries) }, snapshot: null },
    { type: "append", after: 10, entries: logOf([4], { index: 10, term: 3 }).entries },
  );
  grading.equal(
    compacted.log.entries.map((entry) => entry.term),
    [entries[0]!.term, 4],
    "the terms of a log that begins after entry 9, once everything after entry 10 is replaced",
  );
  // Servers crash in turn while commands arrive, and none of these may be lost.
  const faults = [0, 1, 2].flatMap((node) =>
    [760, 1000].map((at) => ({ kind: "crash", at: at + 35 * node, node, downMs: 120 } as const))
  );
  const network = { latency: uniform(1, 30) };
  const rules = { recall: recallWith(recall) };
  grading.sweep(...trial(rules, { options: careful, network, faults, seeds: 6, drive: busy }));
});

type Journal = Extract<Saved, { type: "vote" | "append" }>[];

function aJournal(random: Random): Journal {
  const journal: Journal = [];
  let length = 0, term = 1;
  for (let i = random.below(8); i > 0; i--) {
    term += random.below(2);
    if (random.chance(0.4)) journal.push({ type: "vote", term, votedFor: random.below(3) || null });
    else {
      const after = random.chance(0.6) ? length : random.below(length + 1);
      const { entries } = logOf(risingTerms(random, random.below(4), term));
      journal.push({ type: "append", after, entries });
      length = after + entries.length;
    }
  }
  return journal;
}

function inWords(journal: Journal): string {
  const lines = journal.map((saved) =>
    saved.type === "vote"
      ? `vote ${saved.term} for ${saved.votedFor ?? "nobody"}`
      : `after ${saved.after} [${saved.entries.map(({ term }) => term).join(" ")}]`
  );
  return lines.length === 0 ? "of nothing" : lines.join(", ");
}
