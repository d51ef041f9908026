/** Bugs of part 8. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/07-quorums/answers.ts";
import type { Any, HintIo, HintMessage, NodeId } from "../../../exercises/07-quorums/given.ts";
import {
  asAsked,
  count,
  handoff,
  handoffWith,
  includes,
  isGraveOf,
  type Record,
  type State,
  type Ways,
} from "../handoff.ts";

const make = (ways: Partial<Ways>) => handoffWith({ ...asAsked, ...ways });

/** The reference, that starts with less. */
const without = (isLost: (record: Record) => boolean): Partial<Answers["handoff"]> => ({
  start: (rules, journal, io) =>
    handoff.start(rules, journal.filter((record) => !isLost(record)), io),
});

/** The reference, that looks at what comes first, and may change it; undefined: that is all. */
const first = (
  change: (s: State, from: NodeId, message: HintMessage, io: HintIo) => HintMessage | undefined,
): Partial<Answers["handoff"]> => ({
  upon(s, from, message, io) {
    const changed = change(s, from, message, io);
    if (changed !== undefined) handoff.upon(s, from, changed, io);
  },
});

let beside: Any;

export const handoffMutants: Mutants<Answers> = {
  handoff: {
    "no stand-in: homes that are up are enough": {
      places: (list, n, down) => handoff.places(list.slice(0, n), n, down),
    },
    "strict: homes that are down are told all the same": {
      places: (list, n) => handoff.places(list, n, []),
    },
    "first up: stand-ins stand in for nobody": {
      places: (list, n, down) =>
        handoff.places(list, n, down).map(({ node }) => ({ node, home: null })),
    },
    "one for all: one node stands in for all": {
      places(list, n, down) {
        const all = handoff.places(list, n, down), [one] = all.filter(({ home }) => home !== null);
        return all.map((each) => each.home === null ? each : { ...each, node: one!.node });
      },
    },
    "down stands in: who is down stands in": {
      places(list, n, down) {
        const homes = list.slice(0, n), rest = list.slice(n);
        return handoff.places([...homes, ...rest], n, down.filter((node) => homes.includes(node)));
      },
    },
    "last first: the last of the list stands in first": {
      places: (list, n, down) =>
        handoff.places([...list.slice(0, n), ...list.slice(n).reverse()], n, down),
    },
    "gone when sent: a hint goes when it is offered": make({
      offers(s, io) {
        asAsked.offers(s, io);
        for (const [home, copies] of s.hints) {
          for (const key of copies.keys()) io.save({ home, key, copy: null });
        }
        s.hints.clear();
      },
    }),
    "any answer: a hint goes when its home answers, whatever it has seen": make({
      isHome: () => true,
    }),
    "some of it: a hint goes when its home has seen some of it": make({
      isHome: (hint, seen) => hint.seen.some((each) => includes(seen, [each])),
    }),
    "exactly: a hint goes when its home has seen just that": make({
      isHome: (hint, seen) => includes(seen, hint.seen) && includes(hint.seen, seen),
    }),
    "any home: what one home has seen goes for all": first((s, from, message, io) => {
      if (message.type !== "taken") return message;
      for (const home of [...s.hints.keys()]) {
        if (home !== from) handoff.upon(s, home, message, io);
      }
      return message;
    }),
    "key lost: with one key all of a home go": first((s, from, message, io) => {
      if (message.type !== "taken") return message;
      for (const key of [...s.hints.get(from)?.keys() ?? []]) {
        if (key !== message.key) handoff.upon(s, from, { ...message, key }, io);
      }
      return message;
    }),
    "offered once: a hint is offered once": make({
      offers(s, io) {
        const own = s as State & { offered?: Set<unknown> };
        own.offered ??= new Set();
        asAsked.offers(s, {
          ...io,
          send(to, message) {
            const name = JSON.stringify([to, message]);
            if (!own.offered!.has(name)) io.send(to, message);
            own.offered!.add(name);
          },
        });
      },
    }),
    "ten a round: ten copies are offered": make({
      offers(s, io) {
        let sent = 0;
        asAsked.offers(s, {
          ...io,
          send: (to, message) => sent++ < 10 ? io.send(to, message) : undefined,
        });
      },
    }),
    "one a home: of each home one key is kept": make({
      hasRoom: (s, home) => asAsked.hasRoom(s, home) && !s.hints.has(home),
    }),
    "no bound: all is kept": make({ hasRoom: () => true }),
    "one less: there is room for one less": make({ hasRoom: (s) => count(s) < s.rules.most - 1 }),
    "by home: there is so much room for each home": make({
      hasRoom: (s, home) => (s.hints.get(home)?.size ?? 0) < s.rules.most,
    }),
    "by home again: it is homes that are counted": make({
      hasRoom: (s) => s.hints.size < s.rules.most,
    }),
    "full is full: where there is no room nothing grows either": first((s, _, message) =>
      message.type === "keep" && message.home !== null && count(s) >= s.rules.most
        ? undefined
        : message
    ),
    "claims: what is refused is acknowledged": make({
      refuses(_, message, from, io) {
        if (message.type === "keep") io.send(from, { type: "kept", request: message.request });
      },
    }),
    "hints lost: hints are not saved": make({ saves: ({ home }) => home === null }),
    "copies lost: what is known as a home is not saved": make({
      saves: ({ home }) => home !== null,
    }),
    "back again: what was forgotten or handed on is back after a crash": without(({ copy }) =>
      copy === null
    ),
    "forgotten is back: a tombstone is back after a crash": without(({ copy, home }) =>
      copy === null && home === null
    ),
    "last hint: after a crash there is the last hint": {
      start(rules, journal, io) {
        const last = journal.findLastIndex(({ home }) => home !== null);
        const rest = journal.filter(({ home }, i) => home === null || i === last);
        return handoff.start(rules, rest, io);
      },
    },
    "saves all: each record has all": {
      upon: (s, from, message, io) =>
        handoff.upon(s, from, message, {
          ...io,
          save: (record) => io.save({ ...record, all: [...s.copies, ...s.hints] }),
        }),
    },
    "saves twice: what is known already is saved again": {
      upon(s, from, message, io) {
        let saved = 0;
        handoff.upon(s, from, message, { ...io, save: (record) => (saved++, io.save(record)) });
        if (message.type !== "handoff" || saved > 0) return;
        io.save({ home: null, key: message.key, copy: s.copies.get(message.key)! });
      },
    },
    "as a home: what is kept for another is known here": {
      upon(s, from, message, io) {
        const isFor = message.type === "keep" && message.home !== null;
        handoff.upon(s, from, isFor ? { ...message, home: null } : message, io);
      },
    },
    "hint replaced: a newer hint takes the place of the older": first((s, _, message) => {
      if (message.type === "keep" && message.home !== null) {
        s.hints.get(message.home)?.delete(message.key);
      }
      return message;
    }),
    "one shelf: what is kept for one home is kept for all": first((s, _, message) =>
      message.type !== "keep" || message.home === null
        ? message
        : { ...message, home: [...s.hints.keys()][0] ?? message.home }
    ),
    "says what came: it says that it has seen what it was offered": {
      upon: (s, from, message, io) =>
        handoff.upon(s, from, message, {
          ...io,
          send: (to, own) =>
            io.send(
              to,
              own.type === "taken" && message.type === "handoff"
                ? { ...own, seen: message.copy.seen }
                : own,
            ),
        }),
    },
    "quiet: what is known already is not acknowledged": first((s, _, message, io) =>
      message.type === "handoff" && s.copies.has(message.key) &&
        io.dotted.knows(s.copies.get(message.key)!, message.copy)
        ? undefined
        : message
    ),
    "purged early: nobody is asked": {
      sweep(s, key, io) {
        const copy = s.copies.get(key);
        if (copy === undefined || !isGraveOf(copy, copy.seen)) return;
        s.copies.delete(key);
        io.save({ home: null, key, copy: null });
      },
    },
    "homes agree: only homes are waited for": make({
      all: (agreed, { rules: { homes } }) => homes.every((node) => agreed.has(node)),
    }),
    "majority agrees: more than half are enough": make({
      all: (agreed, { rules: { nodes } }) => agreed.size > nodes.length / 2,
    }),
    "hints apart: what is kept for others does not matter": make({
      agrees: (s, key, seen) =>
        !s.rules.homes.includes(s.rules.self) || isGraveOf(s.copies.get(key), seen),
    }),
    "any hint: who keeps anything for others does not agree": make({
      agrees: (s, key, seen) => s.hints.size === 0 && asAsked.agrees(s, key, seen),
    }),
    "knows nothing: a home that knows nothing agrees": make({
      agrees: (s, key, seen) =>
        !s.copies.has(key) && ![...s.hints.values()].some((copies) => copies.has(key)) ||
        asAsked.agrees(s, key, seen),
    }),
    "seen enough: who has seen more agrees": make({
      agrees(s, key, seen) {
        const copy = s.copies.get(key);
        return copy !== undefined && includes(copy.seen, seen)
          ? asAsked.agrees(s, key, copy.seen)
          : asAsked.agrees(s, key, seen);
      },
    }),
    "value there: a home agrees though there is a value": make({
      agrees(s, key, seen) {
        const copy = s.copies.get(key);
        if (copy === undefined) return asAsked.agrees(s, key, seen);
        const grave = {
          ...copy,
          siblings: copy.siblings.map((each) => ({ ...each, value: null })),
        };
        return asAsked.agrees({ ...s, copies: new Map([[key, grave]]) }, key, seen);
      },
    }),
    "forgets all: whatever is known is forgotten": make({ forgets: (s, key) => s.copies.has(key) }),
    "forgets more: what has been added meanwhile is forgotten": make({
      forgets: (s, key, seen) => {
        const copy = s.copies.get(key);
        return copy !== undefined && includes(copy.seen, seen) && isGraveOf(copy, copy.seen);
      },
    }),
    "some tombstone: a value beside a tombstone may be forgotten": {
      sweep(s, key, io) {
        const copy = s.copies.get(key);
        const siblings = copy?.siblings.filter(({ value }: Any) => value === null) ?? [];
        if (copy === undefined || siblings.length === 0) return;
        const graves = { ...s, copies: new Map([[key, { ...copy, siblings }]]) };
        handoff.sweep(graves, key, io);
      },
    },
    "old agreement: who agreed to an earlier sweep has agreed": {
      sweep(s, key, io) {
        const before = s.sweeps.get(key)?.agreed ?? [];
        handoff.sweep(s, key, io);
        for (const node of before) s.sweeps.get(key)?.agreed.add(node);
      },
    },
    "any agreement: what was agreed to is not looked at": first((s, _, message) =>
      message.type === "purgeable"
        ? { ...message, seen: s.sweeps.get(message.key)?.seen ?? message.seen }
        : message
    ),
    "told again: each agreement more tells all again": {
      upon(s, from, message, io) {
        const sweep = message.type === "purgeable" ? s.sweeps.get(message.key) : undefined;
        handoff.upon(s, from, message, io);
        if (sweep !== undefined && message.type === "purgeable") s.sweeps.set(message.key, sweep);
      },
    },
    "one sweep: a sweep ends that of another key": {
      sweep(s, key, io) {
        for (const other of s.sweeps.keys()) if (other !== key) s.sweeps.delete(other);
        handoff.sweep(s, key, io);
      },
    },
    'alike: sweeps of 1 and "1" are one': first((s, _, message) => {
      if (message.type !== "purgeable") return message;
      const key = [...s.sweeps.keys()].find((key) => `${key}` === `${message.key}`);
      return { ...message, key: key ?? message.key };
    }),
    'room alike: 1 and "1" take room for one': make({
      hasRoom: (s) =>
        new Set(
          [...s.hints].flatMap(([home, copies]) =>
            [...copies.keys()].map((key) => `${home} ${key}`)
          ),
        ).size < s.rules.most,
    }),
    "no sweep twice: a key is asked about once": {
      sweep(s, key, io) {
        if (!s.sweeps.has(key)) handoff.sweep(s, key, io);
      },
    },
    "beside: what is known is kept beside the state": {
      start: (...given) => beside = handoff.start(...given),
      upon: (_s, ...given) => handoff.upon(beside, ...given),
      round: (_s, io) => handoff.round(beside, io),
      sweep: (_s, ...given) => handoff.sweep(beside, ...given),
      copyOf: (_s, key) => handoff.copyOf(beside, key),
    },
  },
};
