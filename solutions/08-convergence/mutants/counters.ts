/** Bugs of counters. @module */

import type { Change } from "hb/grade/mutants.ts";
import type { Any, Counters, Name } from "../../../exercises/08-convergence/given.ts";
import { counters } from "../counters.ts";

type Bugs = Readonly<Record<string, Change<Counters>>>;
type Pair = readonly [more: number, less: number];

/** The reference, whose pairs are merged in another way. */
const pairs = (both: (here: Pair, heard: Pair) => Pair): Partial<Counters> => ({
  merge({ name, counts }, other) {
    const all = new Map<Name, Pair>(counts);
    for (const [of, pair] of other.counts as Map<Name, Pair>) {
      all.set(of, both(all.get(of) ?? [0, 0], pair));
    }
    return { name, counts: all };
  },
});

/** The reference, that hears only of some names. */
const hearing = (isHeard: (name: Name, at: number, s: Any) => boolean): Partial<Counters> => ({
  merge: (s, other) =>
    counters.merge(s, {
      ...other,
      counts: new Map([...other.counts].filter(([name], at) => isHeard(name, at, s))),
    }),
});

const adding = (change: (by: number) => number): Partial<Counters> => ({
  add: (s, by) => counters.add(s, change(by)),
});

const [max, min] = [Math.max, Math.min];
const first = (name: Name) => name.replaceAll("'", "");
let beside: Any;

export const mutants: Bugs = {
  "sum: it adds what it hears to what it has": pairs(([a, b], [c, d]) => [a + c, b + d]),
  "takes it over: what is heard replaces what is here": pairs((_, heard) => heard),
  "first come: what is known of a name is not heard again": pairs((here, heard) =>
    here[0] + here[1] > 0 ? here : heard
  ),
  "one number: of each name the greater sum counts": pairs(([a, b], [c, d]) =>
    a - b >= c - d ? [a, b] : [c, d]
  ),
  "both at once: the pair with the greater first number is taken": pairs(([a, b], [c, d]) =>
    a >= c ? [a, b] : [c, d]
  ),
  "grows only: what is taken away is merged by the least": pairs(([a, b], [c, d]) => [
    max(a, c),
    b === 0 || d === 0 ? max(b, d) : min(b, d),
  ]),
  "greatest: the value is the greatest of what names have": {
    value: ({ counts }) => max(0, ...[...counts.values()].map(([a, b]: Pair) => a - b)),
  },
  "own only: the value is what is counted here": {
    value: ({ name, counts }) => {
      const [more, less] = counts.get(name) ?? [0, 0];
      return more - less;
    },
  },
  "none below: it never shows less than nothing": { value: (s) => max(0, counters.value(s)) },
  "name again: it goes on under its old name": {
    start: (name, saved) => counters.start(saved === null ? name : first(name), saved),
  },
  "same person: who remembers nothing takes its first name": {
    start: (name, saved) => counters.start(first(name), saved),
  },
  "its saver: it goes on under the name of whoever saved that": {
    start: (name, saved) => counters.start(saved?.name ?? name, saved),
  },
  "newborn: what was saved is not looked at": { start: (name) => counters.start(name, null) },
  "knows itself: it does not hear what it once wrote itself": hearing((name, _, s) =>
    first(name) !== first(s.name)
  ),
  "three: it hears of three names": hearing((_, at) => at < 3),
  "one: of what it hears it takes the first name": hearing((_, at) => at < 1),
  "members: it hears only of names that it knows or that are as they were at first": hearing((
    name,
  ) => name === first(name)),
  "no less: what is below zero is not counted": adding((by) => max(by, 0)),
  "at least one: nothing counts as one": adding((by) => by || 1),
  "byte: it counts up to 255 at a time": adding((by) => min(by, 255)),
  "32 bits: it counts with whole numbers of 32 bits": { value: (s) => counters.value(s) | 0 },
  "steps: it counts one at a time": adding(Math.sign),
  "in place: adding changes the counter that it is given": {
    add(s, by) {
      const after = counters.add(s, by);
      s.counts.clear();
      for (const [name, pair] of after.counts) s.counts.set(name, pair);
      return s;
    },
  },
  "shares: what it hears of is written into what it heard": {
    merge(s, other) {
      for (const [name, pair] of counters.merge(s, other).counts) other.counts.set(name, pair);
      return { name: s.name, counts: other.counts };
    },
  },
  "list: each update is kept": {
    add: (s, by) => ({ ...counters.add(s, by), log: [...s.log ?? [], by] }),
    merge: (s, other) => ({ ...counters.merge(s, other), log: s.log ?? [] }),
  },
  "fifty: it hears of fifty names": {
    merge: (s, other) => {
      const all = counters.merge(s, other);
      return { ...all, counts: new Map([...all.counts].slice(0, 50)) };
    },
  },
  "beside: the counter is kept beside the state": {
    start: (name, saved) => beside = counters.start(name, saved),
    add: (_s, by) => beside = counters.add(beside, by),
  },
};
