/** Bugs of stores that converge. @module */

import type { Any, Store } from "../../../exercises/08-convergence/given.ts";
import { contextOf, emptyContext, joined } from "../context.ts";
import { store } from "../store.ts";
import * as right from "../things.ts";
import type { Things } from "../things.ts";
import { intervalsBy } from "./store_intervals.ts";
import { type Rules, storeBy } from "./store_rules.ts";

type Bugs = Readonly<Record<string, Store>>;

const same = (a: Any) => (b: Any) => a.name === b.name && a.count === b.count;
const unique = (all: Any[]) => all.filter((each, i) => all.findIndex(same(each)) === i);

/** A store whose states are merged in another way. */
const merging = (change: (merged: Things, a: Things, b: Things) => Partial<Things>): Store => {
  const merged: Rules["merged"] = (a, b) => {
    const both = right.merged(a, b);
    return { ...both, ...change(both, a, b) };
  };
  return storeBy({
    merged,
    revived: (journal) => journal.map(({ things }) => things).reduce(merged, right.nothing),
  });
};
/** Registers of which another write wins. */
const winning = (isLater: (a: Any, b: Any) => boolean): Store => {
  const merged: Rules["merged"] = (a, b) => {
    const registers = new Map(a.registers);
    for (const [key, write] of b.registers) {
      const own = registers.get(key);
      if (own === undefined || isLater(write, own)) registers.set(key, write);
    }
    return { ...right.merged(a, b), registers };
  };
  const isKnown: Rules["isKnown"] = (a, b) =>
    right.isKnown({ ...a, registers: new Map() }, b) &&
    [...a.registers].every(([key, write]) =>
      b.registers.has(key) && !isLater(write, b.registers.get(key))
    );
  return storeBy({ merged, isKnown });
};
/** After so many rounds in vain nobody is told any more. */
const givesUpAfter = (rounds: number): Store => ({
  protocol(chosen) {
    const own = store.protocol(chosen);
    return {
      ...own,
      upon: {
        ...own.upon,
        ack(s, message, io) {
          s.tries = 0;
          own.upon["ack"]!(s, message, io);
        },
      },
      after: {
        round(s, timer, io) {
          s.tries = (s.tries ?? 0) + 1;
          if (s.tries <= rounds) own.after!["round"]!(s, timer, io);
        },
      },
    };
  },
});
const last = (journal: Any) => journal.at(-1)?.things ?? right.nothing;

/** The reference, whose nodes have something in common. */
let shared = new Map<string, Any>();

export const mutants: Bugs = {
  "name again: who has lost its disk takes its old name": storeBy({ newName: (self) => `${self}` }),
  "no name: all copies have the same name": storeBy({ newName: () => "copy" }),
  "unsaved name: after a crash a copy takes another number of events": storeBy({
    add: (s, name, key, element) => {
      const one = { name, count: s.adds.length + 1, key, element };
      return { ...right.nothing, adds: [one], context: contextOf([one]) };
    },
  }),
  "any session: what was acknowledged in an earlier life counts": storeBy({
    counts: () => true,
    notices: () => false,
  }),
  "nobody is another: nobody notices that a disk was lost": storeBy({ notices: () => false }),
  "by clock: a new name is what the clock shows": storeBy({
    newName: (self, _drawn, _journal, now) => `${self}.${Math.floor(now / 1000)}`,
  }),
  "few names: one of 64 is drawn": storeBy({ newName: (self, drawn) => `${self}.${drawn % 64}` }),
  "whose deltas: of whose deltas an acknowledgement is, is not looked at": storeBy({
    counts: ({ session }, current) => session === current,
  }),
  "met by acks: who is another is noticed by its acknowledgements only": storeBy({
    notices: (known, name, by) => by === "ack" && known !== name,
  }),
  "for whoever is there: deltas for another are joined": storeBy({
    isFor: () => true,
    notices: () => false,
  }),
  "after a gap: updates are taken though what precedes them is not there": intervalsBy(() => true),
  "all there is: an acknowledgement is of all deltas": storeBy({ acked: (_, __, count) => count }),
  "sent is there: what was sent counts as acknowledged": storeBy({ waitsForAcks: false }),
  "not again: what is here already is not acknowledged": storeBy({
    acknowledges: (isNew) => isNew,
  }),
  "never acknowledged: nothing is": storeBy({ acknowledges: () => false }),
  "own only: what came from others is not handed on": storeBy({
    kept: (delta, isOwn) => isOwn ? delta : right.nothing,
  }),
  "one has it: deltas are forgotten as soon as anybody has them": storeBy({
    collected: (acked) => Math.max(...acked),
    isWhole: (name) => name === null,
  }),
  "never all: who lacks more than is kept gets what is kept": storeBy({
    isWhole: (name) => name === null,
  }),
  "always all: the whole state is sent each time": storeBy({ isWhole: () => true }),
  "keeps all: deltas are never forgotten": storeBy({ collected: () => 0, most: () => Infinity }),
  "no bound: deltas are kept that somebody lacks": storeBy({ most: () => Infinity }),
  "last only: the last delta is sent": storeBy({ sent: (missing) => missing.slice(-1) }),
  "first only: the first delta is sent": storeBy({ sent: (missing) => missing.slice(0, 1) }),
  "eight: eight deltas are sent at most": storeBy({ sent: (missing) => missing.slice(0, 8) }),
  "never quiet: rounds go on when all have all": storeBy({ rests: false, lacks: () => true }),
  "puts it off: what is new begins the wait for the round anew": storeBy({ keepsRound: false }),
  "one round: there is no second one": storeBy({ again: false }),
  "no timer: there is no round after a start": storeBy({ starts: false }),
  "some peers: copies 0 to 2 are told": storeBy({
    lacks: (name, acked, count, node) => node <= 2 && (name === null || acked < count),
  }),
  "seven peers: copies 0 to 6 are told": storeBy({
    lacks: (name, acked, count, node) => node <= 6 && (name === null || acked < count),
  }),
  "one neighbour: only copy 0 is told": storeBy({
    lacks: (name, acked, count, node) => node === 0 && (name === null || acked < count),
  }),
  "slow: rounds are ten times as long": storeBy({ round: (ms) => ms * 40 }),
  "no saving: what comes from others is not saved": storeBy({
    saved: (delta, _s, isOwn) => isOwn ? delta : null,
  }),
  "forgets its own: own updates are not saved": storeBy({
    saved: (delta, _s, isOwn) => isOwn ? null : delta,
  }),
  "saves all: the whole state is saved each time": storeBy({ saved: (_delta, s) => s.things }),
  "last record: what is there is the last record": storeBy({ revived: last }),
  "compacts away: of a journal the last record is kept": storeBy({
    compact: (journal) => journal.slice(-1),
  }),
  "never compact: journals are kept whole": storeBy({ compact: (journal) => journal }),
  "sessions anew: after a crash sessions begin again, and old acknowledgements count": storeBy({
    sessions: () => 0,
    counts: ({ session }, current) => session >= current,
    acked: (upTo, before, count) => upTo > count ? count : Math.max(upTo, before),
  }),
  "union: what either has is there": merging((_, a, b) => ({
    adds: unique([...a.adds, ...b.adds]),
  })),
  "comes back: what is gone here comes back": merging(({ adds }, _, b) => ({
    adds: unique([...adds, ...b.adds]),
  })),
  "remove wins: what is removed anywhere is gone": merging(({ adds }, a, b) => {
    const gone = [...a.adds, ...b.adds].filter((each) => !adds.some(same(each)));
    return {
      adds: adds.filter(({ key, element }) =>
        !gone.some((each) => each.key === key && each.element === element)
      ),
    };
  }),
  "up to the last: gaps are taken as known": merging(({ context }) => {
    const upTo = new Map(context.upTo);
    for (const { name, count } of context.beyond) {
      upTo.set(name, Math.max(count, upTo.get(name) ?? 0));
    }
    return { context: { upTo, beyond: [] } };
  }),
  "tombstones: what was removed is kept": storeBy({
    merged: (a: Any, b: Any) => ({
      ...right.merged(a, b),
      gone: unique([
        ...a.gone ?? [],
        ...b.gone ?? [],
        ...a.adds.filter((each: Any) => !right.merged(a, b).adds.some(same(each))),
      ]),
    }),
  }),
  "claims all: the context of an add is all that is known": storeBy({
    add(s, name, key, element) {
      const delta = right.add(s, name, key, element);
      return { ...delta, context: joined(s.context, delta.context) };
    },
  }),
  "claims all it removes: the context of a remove is all that is known": storeBy({
    remove: (s) => ({ ...right.nothing, context: s.context }),
  }),
  "says nothing: a remove takes effect nowhere": storeBy({ remove: () => right.nothing }),
  "every set: a remove takes an element out of all sets": storeBy({
    remove: (s, _key, element) => ({
      ...right.nothing,
      context: contextOf(s.adds.filter((each) => each.element === element)),
    }),
  }),
  'by text: 1 and "1" are one element': storeBy({
    add: (s, name, key, element) => right.add(s, name, key, `${element}`),
    remove: (s, key, element) => right.remove(s, key, `${element}`),
  }),
  "it is there: what is there is not added again": storeBy({
    add: (s, name, key, element) =>
      right.elementsOf(s, key).includes(element)
        ? { ...right.nothing, context: emptyContext }
        : right.add(s, name, key, element),
  }),
  "absent: what this copy has not got is removed by name": storeBy({
    remove: (s, key, element) => ({
      ...right.remove(s, key, element),
      registers: new Map([[`-${key}`, { value: element, time: 1, name: "" }]]),
    }),
    elements: (s, key) =>
      right.elementsOf(s, key).filter((each) => s.registers.get(`-${key}`)?.value !== each),
  }),
  "ties here: of two writes at one time the one that is here wins": winning((a, b) =>
    a.time > b.time
  ),
  "first: the first write wins": winning((a, b) =>
    a.time < b.time || a.time === b.time && a.name > b.name
  ),
  "name first: the greater name wins": winning((a, b) =>
    a.name > b.name || a.name === b.name && a.time > b.time
  ),
  "no time: a write has the time 1": storeBy({
    write: (s, name, key, value) => {
      const { registers } = right.write(s, name, key, value);
      return { ...right.nothing, registers: new Map([[key, { ...registers.get(key)!, time: 1 }]]) };
    },
  }),
  "own time: a write counts only the writes of its copy": storeBy({
    write: (s, name, key, value) => {
      const own = s.registers.get(key), { registers } = right.write(s, name, key, value);
      const time = own?.name === name ? own.time + 1 : 1;
      return { ...right.nothing, registers: new Map([[key, { ...registers.get(key)!, time }]]) };
    },
  }),
  "clock: a write has the time that the clock shows": storeBy({
    write: (s, name, key, value, now) => {
      const { registers } = right.write(s, name, key, value);
      return {
        ...right.nothing,
        registers: new Map([[key, { ...registers.get(key)!, time: now }]]),
      };
    },
  }),
  "fifty: fifty deltas are kept, whatever is chosen": storeBy({ most: () => 50 }),
  "own pace: a round is each 50 ms, whatever is chosen": storeBy({ round: () => 50 }),
  "nothing: what counts for nothing is read as null": storeBy({
    read: (s, key) => s.registers.get(key)?.value || null,
  }),
  "no answer: what is known already is not answered": storeBy({
    answers: (_s, _message, isKnown) => !isKnown,
  }),
  "side by side: an element is known by its set and itself, put together": storeBy({
    add: (s, name, key, element) => right.add(s, name, "", `${key}:${element}`),
    remove: (s, key, element) => right.remove(s, "", `${key}:${element}`),
    elements: (s, key) =>
      s.adds.map(({ element }) => `${element}`).filter((each) => each.startsWith(`${key}:`))
        .map((each) => each.slice(key.length + 1)),
  }),
  "gives up: after ten rounds in vain nobody is told any more": givesUpAfter(10),
  "gives up late: after a thousand rounds in vain nobody is told any more": givesUpAfter(1000),
  "twice: an element is there for each of its adds": storeBy({
    elements: (s, key) => s.adds.filter((each) => each.key === key).map(({ element }) => element),
  }),
  "as texts: times are compared as texts": winning((a, b) =>
    `${a.time}` > `${b.time}` || a.time === b.time && a.name > b.name
  ),
  "fifty keys: of all there is, fifty registers are kept": merging(({ registers }) => ({
    registers: new Map([...registers].slice(0, 50)),
  })),
  "two hundred keys: of all there is, two hundred registers are kept": merging(({ registers }) => ({
    registers: new Map([...registers].slice(0, 200)),
  })),
  "beside: registers are kept beside the state": {
    protocol(chosen) {
      const own = store.protocol(chosen);
      shared = new Map();
      return {
        ...own,
        upon: {
          ...own.upon,
          write(s, message, io) {
            shared.set(message.key, message.value);
            own.upon["write"]!(s, message, io);
          },
          read: (_s, { key, from }, io) => io.answer(from, shared.get(key) ?? null),
        },
      };
    },
  },
};
