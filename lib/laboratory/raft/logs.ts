/** Logs as they may be, drawn at random; those of two servers match as logs of Raft do. @module */

import { votersOnly } from "../../consensus/raft/configuration.ts";
import type { Entry } from "../../consensus/raft/entry.ts";
import { type Log, termAt } from "../../consensus/raft/log.ts";
import { ORIGIN, type Position } from "../../replicated/position.ts";
import type { Random } from "../../sim/random.ts";
import { MOST_ENTRIES, starts, strides } from "./sizes.ts";

/** An entry with a command. */
export function command(term: number, text: string): Entry {
  return { term, type: "command", command: text, stamp: null };
}

/**
 * The entry of a term at an index: of any type, at times with a command that is easily taken for none. It is
 * always the same one, since in logs that match it must be.
 */
export function entryOf(term: number, index: number): Entry {
  switch ((5 * term + 3 * index) % 11) {
    case 0:
      return { term, type: "noop" };
    case 1:
      return { term, type: "register" };
    case 2:
      return { term, type: "configuration", configuration: votersOnly([0, index % 4 + 1]) };
    case 3:
    case 4: {
      const stamp = { session: 1 + index % 2, sequence: term % 3, lowest: 0 };
      return { term, type: "command", command: `c${index}`, stamp };
    }
    case 5:
      return { term, type: "command", command: ["", 0, null, false][index % 4], stamp: null };
    default:
      return command(term, `c${index}`);
  }
}

/** A log of commands with these terms, after a base. */
export function logOf(terms: readonly number[], base = ORIGIN): Log {
  return { base, entries: terms.map((term, i) => command(term, `c${base.index + 1 + i}`)) };
}

/** A log of whatever entries with these terms, after a base. */
export function mixedLog(terms: readonly number[], base = ORIGIN): Log {
  return { base, entries: terms.map((term, i) => entryOf(term, base.index + 1 + i)) };
}

/** Terms that never fall, from `least` on; in a long list seldom a new one, so that it can be told. */
export function risingTerms(random: Random, length: number, least = 1): number[] {
  let term = least;
  const share = length > 100 ? 0.02 : 0.4;
  return Array.from({ length }, () => term += random.chance(share) ? 1 + random.below(2) : 0);
}

/** One of them. */
export function pick<T>(random: Random, from: readonly T[]): T {
  return from[random.below(from.length)]!;
}

/** How long a list is: mostly short, and now and then longer than any fixed number of things. */
export function aLength(random: Random, most = 7): number {
  if (!random.chance(0.04)) return random.below(most);
  return random.chance(0.1) ? MOST_ENTRIES : 20 + random.below(60);
}

/** Where counting begins: mostly at 0, at times far on, where digits or bits run out. */
export function aStart(random: Random): number {
  if (random.chance(0.75)) return 0;
  return pick(random, starts);
}

/** A log at random; in some its beginning is compacted. */
export function aLog(random: Random, length: number = aLength(random)): Log {
  const compacted = random.chance(0.5) ? 0 : random.below(length + 1);
  const terms = risingTerms(random, length, 1 + aStart(random));
  const start = compacted === 0 ? 0 : aStart(random);
  const base = compacted === 0 ? ORIGIN : { index: start + compacted, term: terms[compacted - 1]! };
  return mixedLog(terms.slice(compacted), base);
}

/** The logs of a leader and of a follower. */
export interface Pair {
  /** The leader's. */
  readonly leader: Log;
  /** The follower's. */
  readonly follower: Log;
}

/**
 * Two logs that may have come about: they begin alike, and then no leader has written to both. What is
 * compacted in either is in both.
 */
export function twoLogs(random: Random): Pair {
  // Two leaders' terms differ in little, or in a bit that is easily left out.
  const stride = random.chance(0.4) ? pick(random, strides) : 2;
  const begin = stride > 1024 ? 0 : aStart(random), shift = aStart(random), first = stride * begin;
  const common = risingTerms(random, aLength(random, 8), 1 + begin).map((term) => stride * term);
  const last = common.at(-1) ?? first;
  const own = (half: number) =>
    risingTerms(random, aLength(random, 9), last / stride + 1)
      .map((term) => stride * (term + half / 2));
  // At times the follower has missed the end of a term, or the leader has; or all that came of late.
  const more = common.length === 0 ? [] : Array<number>(random.below(4)).fill(last);
  const [toLeader, toFollower] = random.chance(0.5) ? [more, []] : [[], more];
  const isBehind = random.chance(0.2), had = isBehind ? random.below(common.length + 1) : Infinity;
  const followers = isBehind ? common.slice(0, had) : [...common, ...toFollower, ...own(1)];
  const after = (compacted: number, terms: readonly number[]): Log =>
    mixedLog(terms.slice(compacted), {
      index: shift + compacted,
      term: terms[compacted - 1] ?? (shift === 0 ? 0 : first + 1),
    });
  const compacted = (most: number) => random.chance(0.3) ? random.below(most + 1) : 0;
  return {
    leader: after(compacted(common.length), [...common, ...toLeader, ...own(0)]),
    follower: after(compacted(Math.min(had, common.length)), followers),
  };
}

/**
 * The log of a leader of this term: with all that is committed in another, and often more of it, and then its
 * own. What both have from the leader's own term, they have with all that comes before it.
 */
export function leadersLog(random: Random, log: Log, commitIndex: number, term: number): Log {
  const itsOwn = log.entries.findLastIndex((entry) => entry.term === term) + 1;
  const shared = Math.max(itsOwn, commitIndex - log.base.index + random.below(3));
  const kept = log.entries.slice(0, shared).filter((entry) => entry.term <= term);
  const earlier = Math.min(3, log.base.index), { index } = log.base;
  const before = Array.from(
    { length: earlier },
    (_, i) => entryOf(log.base.term, index - earlier + 1 + i),
  );
  const base = index === earlier ? ORIGIN : { index: index - earlier, term: log.base.term };
  const next = index + kept.length + 1;
  const own = Array.from({ length: aLength(random, 4) }, (_, i) => entryOf(term, next + i));
  return { base, entries: [...before, ...kept, ...own] };
}

/** A place in a log, its base included. */
export function aPlace(random: Random, log: Log): Position {
  const index = log.base.index + random.below(log.entries.length + 1);
  return { index, term: termAt(log, index)! };
}

/** A log in words. */
export function logInWords({ base, entries }: Log): string {
  const terms = `the log [${termsInWords(entries)}]`;
  return base.index === 0 ? terms : `${terms} after entry ${base.index} of term ${base.term}`;
}

/** More entries of one term than this are counted. */
const MOST_ALIKE = 9;

/** The terms of entries: "1 2 2 3×40". */
export function termsInWords(entries: readonly Entry[]): string {
  const words: string[] = [];
  for (let from = 0, to = 0; from < entries.length; from = to) {
    const { term } = entries[from]!;
    while (entries[to]?.term === term) to++;
    if (to - from > MOST_ALIKE) words.push(`${term}×${to - from}`);
    else words.push(...Array<string>(to - from).fill(`${term}`));
  }
  return words.join(" ");
}
