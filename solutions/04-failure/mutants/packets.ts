/** Bugs of packets. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/04-failure/answers.ts";
import type { Any, News, Packets } from "../../../exercises/04-failure/given.ts";
import { packets } from "../packets.ts";

/** The reference, which counts otherwise. */
const limited = (limit: (lambda: number, n: number, s: Any) => number): Partial<Packets> => ({
  take: (s, room, n) => {
    const limitNow = limit(s.rules.lambda, n, s), { pieces } = s;
    forget(pieces, limitNow);
    const chosen = pick(pieces, room);
    forget(pieces, limitNow);
    return chosen;
  },
});

/** The reference, which takes in another order. */
const ordered = (order: (a: Any, b: Any) => number): Partial<Packets> => ({
  take(s, room, n) {
    const { pieces } = s, limit = s.rules.lambda * Math.ceil(Math.log10(n + 1));
    forget(pieces, limit);
    const chosen = pick(pieces, room, order);
    forget(pieces, limit);
    return chosen;
  },
});

function pick(pieces: Any, room: number, order = (a: Any, b: Any) => a.told - b.told): News[] {
  const chosen = [...pieces.values()].sort(order).slice(0, room);
  for (const each of chosen) each.told++;
  return chosen.map(({ news }) => news);
}

function forget(pieces: Any, limit: number): void {
  for (const [member, { told }] of pieces) if (told >= limit) pieces.delete(member);
}

let beside: Any = new Map();

export const packetMutants: Mutants<Answers> = {
  packets: {
    "no logarithm: it is told λ times": limited((lambda) => lambda),
    "four: it is told four times": limited(() => 4),
    "no λ: only the logarithm counts": limited((_, n) => Math.ceil(Math.log10(n + 1))),
    "natural: the logarithm is to the base e": limited((lambda, n) =>
      lambda * Math.ceil(Math.log(n + 1))
    ),
    "of n: it is ⌈log₁₀ n⌉": limited((lambda, n) => lambda * Math.ceil(Math.log10(n))),
    "rounded down: it is ⌊log₁₀(n + 1)⌋": limited((lambda, n) =>
      lambda * Math.floor(Math.log10(n + 1))
    ),
    "rounded late: it is ⌈λ·log₁₀(n + 1)⌉": limited((lambda, n) =>
      Math.ceil(lambda * Math.log10(n + 1))
    ),
    "once more: it is told one time too many": limited((lambda, n) =>
      1 + lambda * Math.ceil(Math.log10(n + 1))
    ),
    "up to a thousand: larger groups are as one of a thousand": limited((lambda, n) =>
      lambda * Math.ceil(Math.log10(Math.min(1000, n) + 1))
    ),
    "first n: the size of the group at first counts": limited((lambda, n, s) =>
      lambda * Math.ceil(Math.log10((s.n ??= n) + 1))
    ),
    "never ends: news is told for ever": limited(() => Infinity),
    "remembers too long: what was told enough is told again when the group has grown": {
      take(s, room, n) {
        const limit = s.rules.lambda * Math.ceil(Math.log10(n + 1));
        const chosen = [...s.pieces.values()].filter(({ told }) => told < limit)
          .sort((a, b) => a.told - b.told).slice(0, room);
        for (const each of chosen) each.told++;
        return chosen.map(({ news }) => news);
      },
    },
    "shrinks too late: what was told more often than a smaller group wants is told once more": {
      take(s, room, n) {
        const chosen = pick(s.pieces, room);
        forget(s.pieces, s.rules.lambda * Math.ceil(Math.log10(n + 1)));
        return chosen;
      },
    },
    "oldest first: in the order in which it came": ordered(() => 0),
    "most told first: the other way round": ordered((a, b) => b.told - a.told),
    "by member: in the order of numbers": ordered((a, b) => a.news.member - b.news.member),
    "the dead first: what is worse goes first": ordered((a, b) =>
      Number(b.news.status === "dead") - Number(a.news.status === "dead") || a.told - b.told
    ),
    "all of it: room does not matter": { take: (s, _, n) => packets.take(s, Infinity, n) },
    "at least one: without room one goes all the same": {
      take: (s, room, n) => packets.take(s, Math.max(1, room), n),
    },
    "one less: room for one is left": {
      take: (s, room, n) => packets.take(s, Math.max(0, room - 1), n),
    },
    "six: six go at most": { take: (s, room, n) => packets.take(s, Math.min(6, room), n) },
    "both: what was told before is told as well": {
      add(s, news) {
        const before = s.pieces.get(news.member);
        if (before !== undefined) s.pieces.set(`old ${news.member}`, before);
        packets.add(s, news);
      },
    },
    "keeps the first: newer news is dropped": {
      add: (s, news) => s.pieces.has(news.member) ? undefined : packets.add(s, news),
    },
    "counts on: newer news has been told as often as the one before": {
      add(s, news) {
        const told = s.pieces.get(news.member)?.told ?? 0;
        packets.add(s, news);
        s.pieces.get(news.member).told = told;
      },
    },
    "only greater: what is in an earlier line than the one before is dropped": {
      add(s, news) {
        const ranks = ["alive", "suspect", "dead", "left"];
        const before = s.pieces.get(news.member)?.news.status ?? "alive";
        if (ranks.indexOf(news.status) >= ranks.indexOf(before)) packets.add(s, news);
      },
    },
    "thirty: no more than thirty pieces are kept": {
      add(s, news) {
        packets.add(s, news);
        if (s.pieces.size > 30) s.pieces.delete([...s.pieces.keys()][0]);
      },
    },
    "for all: what goes counts as told, and what stays behind, too": {
      take(s, room, n) {
        const before = new Map([...s.pieces].map(([member, { told }]) => [member, told]));
        const chosen = packets.take(s, room, n);
        for (const [member, each] of s.pieces) {
          each.told = Math.max(each.told, (before.get(member) ?? 0) + 1);
        }
        return chosen;
      },
    },
    "twice: where there is room, it goes twice": {
      take(s, room, n) {
        const chosen = packets.take(s, room, n);
        return chosen.length > 0 && chosen.length < room ? [...chosen, chosen[0]!] : chosen;
      },
    },
    "records: what was told is kept": {
      add(s, news) {
        s.all = [...s.all ?? [], news];
        packets.add(s, news);
      },
    },
    "beside: news is kept beside the state": {
      start(rules) {
        beside = new Map();
        return packets.start(rules);
      },
      add: (s, news) => packets.add({ ...s, pieces: beside }, news),
      take: (s, room, n) => packets.take({ ...s, pieces: beside }, room, n),
    },
    "ten: no more goes with a message": {
      take: (s, room, n) => packets.take(s, Math.min(room, 10), n),
    },
    "a hundred: then the oldest is dropped": {
      add(s, news) {
        if (s.pieces.size >= 100) s.pieces.delete([...s.pieces.keys()][0]);
        packets.add(s, news);
      },
    },
  },
};
