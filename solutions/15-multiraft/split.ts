/** Part 3: the keys are cut, the tables are copied. */

import type { Range, RangeState, Split } from "../../exercises/15-multiraft/given.ts";
import { rangeOf } from "./operate.ts";

export const split: Split = {
  apply(s, { version, at, child: group }, { outgoing, learners }) {
    const none = (why: "stale" | "frozen") => ({
      answer: { ok: false, why, range: rangeOf(s) } as const,
      child: null,
    });
    if (version !== s.version) return none("stale");
    if (s.merging !== null) return none("frozen");
    const isInside = s.start < at && (s.end === null || at < s.end);
    const isNew = group !== s.group && !s.born.has(group) && !s.absorbed.has(group);
    if (!isInside || !isNew || outgoing.length > 0 || learners.length > 0) {
      return { answer: { ok: false, why: "refused" }, child: null };
    }
    s.version++;
    s.born.add(group);
    const child: RangeState = {
      group,
      start: at,
      end: s.end,
      version: s.version,
      data: new Map(),
      heard: new Map(
        [...s.heard].map(([node, heard]) => [node, { ...heard, answers: new Map(heard.answers) }]),
      ),
      merging: null,
      absorbed: new Set(s.absorbed),
      born: new Set(s.born),
    };
    s.end = at;
    for (const [key, value] of s.data) {
      if (key < at) continue;
      child.data.set(key, value);
      s.data.delete(key);
    }
    return { answer: { ok: true, value: null }, child };
  },
  begins({ self, replicas, gone }, child, voters) {
    const there = replicas.get(child);
    if (there?.hasBegun || gone.has(child) || !voters.includes(self)) return undefined;
    if (there === undefined || there.term < 1) return { term: 1, votedFor: null };
    return { term: there.term, votedFor: there.votedFor };
  },
  installs: (range, here) =>
    here.every((each) =>
      each.group === range.group || each.version >= range.version || !overlap(each, range)
    ),
};

function overlap(a: Range, b: Range): boolean {
  return (a.end === null || b.start < a.end) && (b.end === null || a.start < b.end);
}
