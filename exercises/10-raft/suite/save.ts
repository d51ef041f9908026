import text from "./save.md" with { type: "text" };
import { drawn, shown, task } from "hb/grade/part.ts";
import { fold, type Saved } from "hb/consensus/raft/journal.ts";
import {
  aLength,
  aStart,
  command,
  logInWords,
  mixedLog,
  pick,
  risingTerms,
  termsInWords,
} from "hb/laboratory/raft/logs.ts";
import { logged, parted, trial, voted } from "hb/laboratory/raft/trials.ts";
import { clone } from "hb/model/clone.ts";
import type { Random } from "hb/sim/random.ts";
import type { Answers } from "../answers.ts";
import { shortestFirst } from "./cases.ts";
import { aSnapshot } from "hb/laboratory/raft/servers.ts";
import { ORIGIN } from "../given.ts";
import { MOST_ENTRIES, numbers, servers } from "hb/laboratory/raft/sizes.ts";

export const save = task<Answers>(text, ({ save }, grading) => {
  // Server 2 votes for server 0, crashes, and is then asked by server 1 for the same term.
  const faults = [
    parted([0, 900], [0], [1]),
    parted([107, 900], [0], [2], true),
    { kind: "crash", at: 118, node: 2, downMs: 5 } as const,
  ];
  grading.sweep(...trial(save, { faults }));
  for (const [i, term] of numbers.filter((each) => each > 0).entries()) {
    for (const votedFor of [null, servers[i % servers.length]!, 0]) {
      const words = `after a crash that follows saveVote(${term}, ${votedFor})`;
      const saved = grading.asked(() => save.saveVote(term, votedFor), () => words);
      const { log, ...found } = fold([voted(1, 0), logged(command(1, "a")), ...saved]);
      grading.alike(found, { term, votedFor }, words);
      grading.equal(log.entries, [command(1, "a")], `the log ${words}`);
      grading.expect(
        saved.length <= 1,
        `${words}: one record will do, and it saves ${saved.length}`,
      );
      // What it says does not depend on what it has said.
      grading.equal(save.saveVote(term, votedFor), saved, `saveVote(${term}, ${votedFor}), again`);
    }
  }
  for (const { had, after, entries } of situations()) {
    const before = fold(had), terms = termsInWords(entries);
    const words = `after a crash that follows saveEntries(${after}, …) with entries of the terms ` +
      `[${terms}], of a server that was in term 1 with ${logInWords(before.log)}`;
    const saved = grading.asked(() => save.saveEntries(after, shown(entries)), () => words);
    // Each record is on its own; those that are asked for later do not change it.
    const copy = clone(saved);
    save.saveEntries(after + 1, []);
    grading.equal(
      saved,
      copy,
      `what saveEntries(${after}, …) has returned, when it is asked again`,
    );
    const found = grading.asked(() => fold(clone([...had, ...saved])), () => words);
    const right = [...before.log.entries.slice(0, after - before.log.base.index), ...entries];
    grading.equal(
      termsInWords(found.log.entries),
      termsInWords(right),
      `the terms in the log ${words}`,
    );
    grading.equal(
      found,
      { ...before, log: { ...before.log, entries: right } },
      `what it knows ${words}`,
    );
    const appends = saved.flatMap((each) => each.type === "append" ? [each.entries.length] : []);
    const count = appends.reduce((sum, each) => sum + each, 0);
    grading.expect(
      count <= entries.length && saved.length <= entries.length + 1,
      `${words}: ${entries.length} entries need be saved, and it saves ${count} in ` +
        `${saved.length} records`,
    );
  }
});

const situations = shortestFirst(() => drawn(150, "entries", someEntries));

/** What a server had saved, and what comes next: at the end of its log, or instead of what was there. */
function someEntries(random: Random, i: number) {
  const isLong = i % 15 === 0, length = isLong ? 258 : random.below(5);
  // At times the log begins after a snapshot, far on.
  const start = aStart(random), base = start === 0 ? ORIGIN : { index: start, term: 1 };
  const begun = mixedLog(Array<number>(length).fill(1), base).entries;
  const snapshot = aSnapshot(random, base, [0, 1, 2]);
  const had: Saved[] = [
    voted(1, 0),
    ...(start === 0 ? [] : [{ type: "snapshot", snapshot, base } as const]),
    { type: "append", after: start, entries: begun },
  ];
  const after = start + (isLong ? pick(random, [0, 255, 256, 257, 258]) : random.below(length + 1));
  const terms = risingTerms(random, i === 0 ? MOST_ENTRIES : aLength(random, 4), 2);
  return { had, after, entries: mixedLog(terms, { index: after, term: 1 }).entries };
}
