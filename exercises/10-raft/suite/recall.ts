/** How part 12 is judged. @module */

import { fold, type Recalled, type Saved } from "hb/consensus/raft/journal.ts";
import type { Part } from "hb/grade/suite.ts";
import { clone } from "hb/model/clone.ts";
import { uniform } from "hb/sim/latency.ts";
import { Random } from "hb/sim/random.ts";
import { emptyLog } from "../given.ts";
import type { Subject } from "../subject.ts";
import { recallWith, withRules } from "./compose.ts";
import { busy } from "./match.ts";
import { aLog, logOf, risingTerms } from "./servers.ts";
import { careful, trial } from "./worlds.ts";

export const recallPart: Part<Subject> = {
  number: 12,
  name: "recall",
  title: "3C: what a journal adds up to",
  points: 4,
  statement:
    `A server that starts again reads its journal from the beginning, and each record changes what
it knows. A vote replaces the vote before. Entries replace everything after a place in the log: mostly there
is nothing after it, but a follower that had followed a leader of old has been corrected, and must be
corrected again when it reads how that came about.`,
  paper: "Ongaro 2014, Consensus: bridging theory and practice, section 3.8",
  hints: [
    "Which of two votes in the journal counts? And what does { after: 2, entries: [] } say?",
    "After index `after` the log is `entries` and nothing else, even if it was longer before.",
    "Keep the first after − log.base.index of log.entries, then append saved.entries.",
  ],
  test({ recall }, grading) {
    const random = new Random(12, "journals");
    for (let i = 0; i < 200; i++) {
      const journal = aJournal(random);
      const begun: Recalled = { term: 0, votedFor: null, log: emptyLog(), snapshot: null };
      const known = journal.reduce((sum, saved) => recall(sum, clone(saved)), begun);
      const words = (what: string) => `${what} after the journal ${inWords(journal)}`;
      const right = fold(journal);
      grading.equal(known.term, right.term, words("the term"));
      grading.equal(known.votedFor, right.votedFor, words("the vote"));
      grading.equal(known.log, right.log, words("the log"));
    }
    const log = aLog(random, 6), base = { index: 9, term: 1 };
    const compacted = recall(
      { term: 3, votedFor: null, log: { base, entries: clone(log.entries) }, snapshot: null },
      { type: "append", after: 10, entries: logOf([4], { index: 10, term: 3 }).entries },
    );
    grading.equal(
      compacted.log.entries.map((entry) => entry.term),
      [log.entries[0]!.term, 4],
      "the terms of a log that begins after entry 9, once everything after entry 10 is replaced",
    );
    crashes({ recall }, grading);
  },
};

/** Servers crash in turn while commands arrive, and none of these may be lost. */
function crashes(
  { recall }: Pick<Subject, "recall">,
  grading: Parameters<typeof recallPart.test>[1],
) {
  const protocol = withRules({ recall: recallWith(recall) }, careful);
  const faults = [0, 1, 2].flatMap((node) =>
    [760, 1000].map((at) => ({ kind: "crash", at: at + 35 * node, node, downMs: 120 } as const))
  );
  grading.sweep(trial(protocol, 3, { network: { latency: uniform(1, 30) }, faults }), {
    seeds: 6,
    drive: busy,
  });
}

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
