import text from "./recall.md" with { type: "text" };
import { drawn, shown, task } from "hb/grade/part.ts";
import {
  aLength,
  aStart,
  logInWords,
  mixedLog,
  pick,
  risingTerms,
} from "hb/laboratory/raft/logs.ts";
import { aSnapshot } from "hb/laboratory/raft/servers.ts";
import { busy, careful, trial } from "hb/laboratory/raft/trials.ts";
import { clone } from "hb/model/clone.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { emptyLog, ORIGIN, type Recalled, type VoteOrEntries } from "../given.ts";
import { shortestFirst } from "./cases.ts";
import { recallWith } from "./compose.ts";
import { servers } from "./numbers.ts";

export const recall = task<Answers>(text, ({ recall }, grading) => {
  for (const { begun, journal } of journals()) {
    const { base } = begun.log;
    const start = base.index === 0 ? "" : `, in a log that begins after entry ${base.index}`;
    const words = `after the journal ${inWords(journal)}${start}`;
    const known = grading.asked(
      () => journal.reduce((sum, saved) => recall(sum, shown(saved)), clone(begun)),
      () => `what is known ${words}`,
    );
    const right = journal.reduce(recallRight, clone(begun));
    const names = { term: "the term", votedFor: "the vote", snapshot: "the snapshot" } as const;
    for (const name of ["term", "votedFor", "snapshot"] as const) {
      grading.equal(known[name], right[name], `${names[name]} ${words}`);
    }
    grading.equal(logInWords(known.log), logInWords(right.log), `the log ${words}`);
    grading.equal(known.log, right.log, `the log ${words}`);
  }
  // Servers crash in turn while commands arrive, and none of these may be lost.
  const faults = [0, 1, 2].flatMap((node) =>
    [760, 1000].map((at) => ({ kind: "crash", at: at + 35 * node, node, downMs: 120 } as const))
  );
  const network = { latency: uniform(1, 30) };
  const rules = { recall: recallWith(recall) };
  grading.sweep(...trial(rules, { options: careful, network, faults, seeds: 6, drive: busy }));
});

type Journal = VoteOrEntries[];

const journals = shortestFirst(() => drawn(300, "journals", aJournal));

/** A journal, read from the beginning, or from a snapshot on. */
function aJournal(random: Random): { readonly begun: Recalled; readonly journal: Journal } {
  const base = random.chance(0.6) ? ORIGIN : { index: 1 + aStart(random), term: 1 };
  const snapshot = base === ORIGIN ? null : aSnapshot(random, base, [0, 1, 2]);
  const journal: Journal = [];
  let end = base.index, term = 1 + aStart(random);
  for (let i = random.below(8); i > 0; i--) {
    term += random.below(2);
    if (random.chance(0.4)) {
      journal.push({ type: "vote", term, votedFor: pick(random, [null, ...servers]) });
    } else {
      const after = random.chance(0.6) ? end : base.index + random.below(end - base.index + 1);
      const terms = risingTerms(random, aLength(random, 4), term);
      const { entries } = mixedLog(terms, { index: after, term });
      journal.push({ type: "append", after, entries });
      end = after + entries.length;
    }
  }
  return { begun: { term: 0, votedFor: null, log: emptyLog(base), snapshot }, journal };
}

/** As the book does it, from whatever is known. */
function recallRight(known: Recalled, saved: VoteOrEntries): Recalled {
  if (saved.type === "vote") return { ...known, term: saved.term, votedFor: saved.votedFor };
  const kept = known.log.entries.slice(0, saved.after - known.log.base.index);
  return { ...known, log: { ...known.log, entries: [...kept, ...saved.entries] } };
}

function inWords(journal: Journal): string {
  const lines = journal.map((saved) =>
    saved.type === "vote"
      ? `vote ${saved.term} for ${saved.votedFor ?? "nobody"}`
      : `after ${saved.after} [${saved.entries.map(({ term }) => term).join(" ")}]`
  );
  return lines.length === 0 ? "of nothing" : lines.join(", ");
}
