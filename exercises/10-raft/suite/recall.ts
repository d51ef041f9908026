import text from "./recall.md" with { type: "text" };
import { drawn, shown, task } from "hb/grade/part.ts";
import {
  aLength,
  aStart,
  logInWords,
  mixedLog,
  pick,
  risingTerms,
  termsInWords,
} from "hb/laboratory/raft/logs.ts";
import { aSnapshot } from "hb/laboratory/raft/servers.ts";
import { busy, careful, trial } from "hb/laboratory/raft/trials.ts";
import { clone } from "hb/model/clone.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { emptyLog, type NodeId, ORIGIN, type Recalled, type VoteOrEntries } from "../given.ts";
import { shortestFirst } from "./cases.ts";
import { recallWith } from "./compose.ts";
import { MOST_ENTRIES, servers } from "hb/laboratory/raft/sizes.ts";

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

/**
 * A journal that a server may have written, from the beginning, or after a snapshot: it enters a term before it gets
 * entries of it, and what replaces an entry is of a later term.
 */
function aJournal(
  random: Random,
  at: number,
): { readonly begun: Recalled; readonly journal: Journal } {
  const isNew = random.chance(0.6), first = 1 + aStart(random);
  const base = isNew ? ORIGIN : { index: 1 + aStart(random), term: first };
  const snapshot = isNew ? null : aSnapshot(random, base, [0, 1, 2]);
  const begun = { term: isNew ? 0 : first, votedFor: null, log: emptyLog(base), snapshot };
  const journal: Journal = [];
  let current = begun.term, isFree = false, terms: number[] = [];
  for (let i = at === 0 ? 6 : random.below(9); i > 0; i--) {
    if (current === 0 || random.chance(0.4)) {
      // A server may enter a term first, and give its vote later.
      const votesLate: boolean = isFree && random.chance(0.5);
      if (!votesLate) current = current === 0 ? first : current + 1 + random.below(2);
      const votedFor: NodeId | null = pick<NodeId | null>(
        random,
        votesLate ? servers : [null, null, ...servers],
      );
      isFree = votedFor === null;
      journal.push({ type: "vote", term: current, votedFor });
      continue;
    }
    // Where it is corrected, there is an entry of an older term.
    const from = terms.findIndex((term) => term < current);
    const isCorrected = from >= 0 && random.chance(0.4);
    const kept = isCorrected ? from + random.below(terms.length - from) : terms.length;
    const least = isCorrected ? current : Math.max(base.term, terms.at(-1) ?? 1);
    const some = risingTerms(random, at === 0 ? MOST_ENTRIES : aLength(random, 4), least).map((
      term,
    ) => Math.min(term, current));
    const { entries } = mixedLog(some, { index: base.index + kept, term: current });
    journal.push({ type: "append", after: base.index + kept, entries });
    terms = [...terms.slice(0, kept), ...some];
  }
  return { begun, journal };
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
      : `after ${saved.after} [${termsInWords(saved.entries)}]`
  );
  return lines.length === 0 ? "of nothing" : lines.join(", ");
}
