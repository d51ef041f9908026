import text from "./remember.md" with { type: "text" };
import { drawn, shown, task } from "hb/grade/part.ts";
import { fold, type Recalled, type Saved } from "hb/consensus/raft/journal.ts";
import { aLog, logInWords, snapshotUpTo } from "hb/laboratory/raft/servers.ts";
import { clone } from "hb/model/clone.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { lastIndex, termAt } from "../given.ts";

export const remember = task<Answers>(text, ({ remember }, grading) => {
  grading.forAll(drawn(200, "journals", aMoment), ({ log, begins, record }) => {
    const { snapshot, base } = record, { last } = snapshot;
    const words =
      `after ${logInWords(log)}, and a snapshot up to ${last.index}/${last.term} with the ` +
      `log after ${base.index}/${base.term}`;
    const right = fold([...begins, record]);
    const found = remember.recall(clone(fold(begins)), clone(record));
    grading.equal(summary(found), summary(right), `recalled ${words}`);
    grading.equal(found, right, `recalled ${words}`);
    const saved = fold([...begins, ...remember.saveSnapshot(shown(snapshot), shown(base))]);
    const survives = `what outlives a crash that follows saveSnapshot, ${words}`;
    grading.equal(summary(saved), summary(right), survives);
    grading.equal(saved, right, survives);
  });
});

/** A log, the journal that it is from, and a snapshot that is saved next. */
function aMoment(random: Random) {
  const log = aLog(random), { base: before } = log;
  const begins: Saved[] = [{ type: "vote", term: 5, votedFor: 1 }];
  if (before.index > 0) {
    begins.push({ type: "snapshot", snapshot: snapshotUpTo(before), base: before });
  }
  begins.push({ type: "append", after: before.index, entries: log.entries });
  const index = before.index + random.below(log.entries.length + 3);
  const known = random.chance(0.7) || index === 0;
  const base = { index, term: known ? termAt(log, index) ?? 4 : random.below(5) };
  const last = index < lastIndex(log) && random.chance(0.5)
    ? { index: index + 1, term: termAt(log, index + 1)! }
    : base;
  return { log, begins, record: { type: "snapshot", snapshot: snapshotUpTo(last), base } as const };
}

/** What differs most often, in few words. */
function summary({ term, votedFor, log, snapshot }: Recalled): readonly unknown[] {
  return [term, votedFor, logInWords(log), snapshot?.last ?? null];
}
