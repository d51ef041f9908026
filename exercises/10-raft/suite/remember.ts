import text from "./remember.md" with { type: "text" };
import { drawn, shown, task } from "hb/grade/part.ts";
import { fold, type Recalled, type Saved } from "hb/consensus/raft/journal.ts";
import { aLog, logInWords, pick } from "hb/laboratory/raft/logs.ts";
import { aSnapshot, placeInWords } from "hb/laboratory/raft/servers.ts";
import { clone } from "hb/model/clone.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { lastIndex, termAt } from "../given.ts";
import { shortestFirst } from "./cases.ts";
import { MOST_ENTRIES, servers, strides } from "hb/laboratory/raft/sizes.ts";

export const remember = task<Answers>(text, ({ remember }, grading) => {
  for (const { log, begins, record } of moments()) {
    const { snapshot, base } = record, right = fold([...begins, record]);
    const words = `after ${logInWords(log)}, and a snapshot up to entry ` +
      `${placeInWords(snapshot.last)} with the log after entry ${placeInWords(base)}`;
    const known = `what is known ${words}`;
    const found = grading.asked(
      () => remember.recall(clone(fold(begins)), shown(record)),
      () => known,
    );
    grading.equal(summary(found), summary(right), known);
    grading.equal(found, right, known);
    const survives = `what outlives a crash that follows saveSnapshot, ${words}`;
    const saved = grading.asked(
      () => remember.saveSnapshot(shown(snapshot), shown(base)),
      () => survives,
    );
    const left = grading.asked(() => fold(clone([...begins, ...saved])), () => survives);
    grading.equal(summary(left), summary(right), survives);
    grading.equal(left, right, survives);
    grading.expect(
      saved.length === 1,
      `${survives}: one record will do, and it saves ${saved.length}`,
    );
  }
});

const moments = shortestFirst(() => drawn(300, "journals", aMoment));

/** A log, the journal that it is from, and a snapshot that is saved next. */
function aMoment(random: Random, at: number) {
  const log = at < 3 ? aLog(random, MOST_ENTRIES) : aLog(random), { base: before } = log;
  const term = 1 + random.below(9), votedFor = pick(random, [null, ...servers]);
  const begins: Saved[] = [{ type: "vote", term, votedFor }];
  if (before.index > 0) {
    begins.push({ type: "snapshot", snapshot: snapshotUpTo(random, before), base: before });
  }
  begins.push({ type: "append", after: before.index, entries: log.entries });
  const index = before.index + random.below(log.entries.length + 3);
  // Where the log begins all agree: that is compacted.
  const isKnown = random.chance(0.7) || index === before.index;
  const known = termAt(log, index);
  const other = (random.chance(0.5) ? known ?? before.term : before.term + random.below(5)) +
    pick(random, [0, 0, ...strides]);
  const base = { index, term: isKnown ? known ?? before.term + 4 : other };
  const last = index < lastIndex(log) && termAt(log, index) === base.term && random.chance(0.5)
    ? { index: index + 1, term: termAt(log, index + 1)! }
    : base;
  const snapshot = snapshotUpTo(random, last);
  return { log, begins, record: { type: "snapshot", snapshot, base } as const };
}

function snapshotUpTo(random: Random, last: { readonly index: number; readonly term: number }) {
  const machine = pick<unknown>(random, [[], ["a", ["b"]], new Map([["x", [1]]]), 0, ""]);
  return { ...aSnapshot(random, last, [0, 1, 2, 3]), machine };
}

/** What differs most often, in few words. */
function summary({ term, votedFor, log, snapshot }: Recalled): readonly unknown[] {
  return [term, votedFor, logInWords(log), snapshot?.last ?? null];
}
