/** Bugs of response times. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Any, ResponseTime } from "../../../exercises/14-placement/given.ts";
import { latency } from "../latency.ts";

/** What is remembered of a server. */
interface Own {
  underWay: number;
  averageMs: number | undefined;
  since: number;
  errors: number;
  errorsAt: number;
}

const own = (s: Any, server: number): Own | undefined => s.servers.get(server);

/** After an answer something else is known. */
const learning = (
  change: (own: Own, of: { before: Own; now: number; latencyMs: number; decayMs: number }) => void,
): Partial<ResponseTime> => ({
  answered(s, server, now, latencyMs) {
    const known = own(s, server), before = { ...known } as Own;
    latency.answered(s, server, now, latencyMs);
    if (known !== undefined && before.underWay > 0) {
      change(known, { before, now, latencyMs, decayMs: s.decayMs });
    }
  },
});

/** After an error something else is known. */
const failing = (
  change: (own: Own, before: Own, latencyMs: number, now: number) => void,
): Partial<ResponseTime> => ({
  failed(s, server, now, latencyMs) {
    const known = own(s, server), before = { ...known } as Own;
    latency.failed(s, server, now, latencyMs);
    if (known !== undefined && before.underWay > 0) change(known, before, latencyMs, now);
  },
});

/** Other servers are expected to be other than they are. */
const expecting = (see: (own: Own, now: number, s: Any) => Own): Partial<ResponseTime> => {
  const seen = (s: Any, now: number) => ({
    ...s,
    servers: new Map(
      [...s.servers].map(([server, own]: [number, Own]) => [server, see({ ...own }, now, s)]),
    ),
  });
  return {
    expected: (s, server, now) => latency.expected(seen(s, now), server, now),
    pick: (s, now, tried) => latency.pick(seen(s, now), now, tried),
  };
};

export const latencyMutants: Mutants<Answers> = {
  latency: {
    "never-forgets: what is known does not fade": expecting((own, now) => ({ ...own, since: now })),
    "by-answers: an average fades by answers, not by time": learning(
      (own, { before, latencyMs }) => {
        own.averageMs = before.averageMs === undefined
          ? latencyMs
          : 0.9 * before.averageMs + 0.1 * latencyMs;
      },
    ),
    "mild: a slower answer is believed in part, too": learning(
      (own, { before, now, latencyMs, decayMs }) => {
        if (before.averageMs === undefined) return;
        const kept = Math.exp((before.since - now) / decayMs);
        own.averageMs = before.averageMs * kept + latencyMs * (1 - kept);
      },
    ),
    "last: the last answer is believed": learning((own, { latencyMs }) => {
      own.averageMs = latencyMs;
    }),
    "peak: a faster answer is not believed": learning((own, { before, latencyMs }) => {
      if (before.averageMs !== undefined && latencyMs < own.averageMs!) {
        own.averageMs = before.averageMs;
        own.since = before.since;
      }
    }),
    "old-peak: an answer is compared with what was known, not with what is left": learning(
      (own, { before, now, latencyMs, decayMs }) => {
        const kept = Math.exp((before.since - now) / decayMs), known = before.averageMs ?? 0;
        if (latencyMs <= known) own.averageMs = known * kept * kept + latencyMs * (1 - kept);
      },
    ),
    "on-top: of a faster answer, what has faded is added to what is left": learning(
      (own, { before, now, latencyMs, decayMs }) => {
        const kept = Math.exp((before.since - now) / decayMs);
        const left = (before.averageMs ?? 0) * kept;
        if (latencyMs <= left) own.averageMs = left + latencyMs * (1 - kept);
      },
    ),
    "resets: an error that is not believed sets the time of what is known": {
      failed(s, server, now, latencyMs) {
        const known = own(s, server), before = { ...known } as Own;
        latency.failed(s, server, now, latencyMs);
        if (before.averageMs === undefined || !before.underWay || known!.since === now) return;
        known!.averageMs = before.averageMs * Math.exp((before.since - now) / s.decayMs);
        known!.since = now;
      },
    },
    "stuck-clock: when it was so is not written down": learning((own, { before }) => {
      if (before.averageMs !== undefined) own.since = before.since;
    }),
    "twos: it falls by powers of two": expecting((own, now, { decayMs }) => ({
      ...own,
      averageMs: own.averageMs && own.averageMs * 2 ** ((own.since - now) / decayMs),
      since: now,
    })),
    "failures-stay: a failed request stays under way": failing((own, before) => {
      own.underWay = before.underWay;
    }),
    "answers-stay: an answered request stays under way": learning((own, { before }) => {
      own.underWay = before.underWay;
    }),
    "sink: an error counts for nothing": failing((own, before) => {
      own.errors = before.errors;
    }),
    "fast-errors: an error is a fast answer": {
      failed(s, server, now, latencyMs) {
        const known = own(s, server);
        if (known === undefined || known.underWay === 0) return;
        latency.failed(s, server, now, -1);
        known.underWay++;
        latency.answered(s, server, now, latencyMs);
      },
    },
    "deaf: an error that took long says nothing": {
      failed: (s, server, now) => latency.failed(s, server, now, -1),
    },
    "grudge: errors do not fade": expecting((own, now) => ({ ...own, errorsAt: now })),
    "one-error: of errors one counts": failing((own) => {
      own.errors = Math.min(1, own.errors);
    }),
    "sum: errors are added to what they were, and not to what is left": failing((own, before) => {
      own.errors = before.errors + 1;
    }),
    "clean: an answer clears the errors": learning((own) => {
      own.errors = 0;
    }),
    "alone: what is under way is of no importance": expecting((own) => ({ ...own, underWay: 0 })),
    "without: the request itself is not counted": {
      expected: (s, server, now) => {
        const known = own(s, server);
        const all = latency.expected(s, server, now);
        return all - all / (1 + (known?.underWay ?? 0));
      },
    },
    "shy: who has told nothing is expected to take a second": expecting((own, now) =>
      own.averageMs === undefined ? { ...own, averageMs: 1000, since: now } : own
    ),
    "flood: of who has told nothing, nothing is expected": expecting((own, now) =>
      own.averageMs === undefined ? { ...own, averageMs: 0, since: now } : own
    ),
    "quick-unknown: an error of who has told nothing is believed": failing(
      (own, before, latencyMs, now) => {
        if (before.averageMs !== undefined) return;
        own.averageMs = latencyMs;
        own.since = now;
      },
    ),
    "tries: who was tried is picked again": { pick: (s, now) => latency.pick(s, now, []) },
    "gives-up: where all were tried nobody is picked": {
      pick(s, now, tried) {
        const left = new Map(
          [...s.servers].filter(([server]: [number, Own]) => !tried.includes(server)),
        );
        return latency.pick({ ...s, servers: left }, now, []);
      },
    },
    "window: only the first sixteen servers are looked at": {
      pick: (s, now, tried) =>
        latency.pick({ ...s, servers: new Map([...s.servers].slice(0, 16)) }, now, tried),
    },
    "window-later: only the first hundred servers are looked at": {
      pick: (s, now, tried) =>
        latency.pick({ ...s, servers: new Map([...s.servers].slice(0, 100)) }, now, tried),
    },
    "mask: those that were tried are bits of a number": {
      pick(s, now, tried) {
        const mask = tried.reduce((bits, server) => bits | 1 << server, 0);
        const all: number[] = [...s.servers.keys()];
        return latency.pick(s, now, all.filter((server) => mask & 1 << server));
      },
    },
    "wraps: numbers of servers have 32 bits": {
      pick(s, now, tried) {
        const sorted = [...s.servers].sort(([a], [b]) => a - b | 0);
        const places = new Map(sorted.map(([, own], i) => [i, own]));
        const numbers = sorted.map(([server]) => server);
        const left = tried.map((server) => numbers.indexOf(server));
        return numbers[latency.pick({ ...s, servers: places }, now, left)] ?? -1;
      },
    },
    "byte: what is under way is counted in a byte": {
      started(s, server) {
        latency.started(s, server);
        own(s, server)!.underWay &= 255;
      },
    },
    "whole: latencies are whole numbers": {
      answered: (s, server, now, latencyMs) =>
        latency.answered(s, server, now, Math.round(latencyMs)),
      failed: (s, server, now, latencyMs) => latency.failed(s, server, now, Math.round(latencyMs)),
    },
    "outlier: no answer takes longer than ten seconds": {
      answered: (s, server, now, latencyMs) =>
        latency.answered(s, server, now, Math.min(1e4, latencyMs)),
    },
    "bits: latencies have 32 bits": {
      answered: (s, server, now, latencyMs) =>
        latency.answered(s, server, now, latencyMs > 2 ** 31 - 1 ? 2 ** 31 - 1 : latencyMs),
    },
    "single: times are of single precision": expecting((own) => ({
      ...own,
      since: Math.fround(own.since),
    })),
    "day: who takes a day is never the best": {
      pick(s, now, tried) {
        const isLate = (server: number) => latency.expected(s, server, now) >= 86_400_000;
        const late = [...s.servers.keys()].filter(isLate);
        const best = latency.pick(s, now, tried);
        return late.length < s.servers.size || tried.length > 0
          ? best
          : Math.min(...s.servers.keys());
      },
    },
    "gone: what is next to nothing is nothing": expecting((own, now, { decayMs }) => ({
      ...own,
      ...(own.averageMs !== undefined &&
          own.averageMs * Math.exp((own.since - now) / decayMs) < 1e-9
        ? { averageMs: 0 }
        : {}),
    })),
    "forgiven: an error that is next to nothing is none": expecting((own, now, { decayMs }) => ({
      ...own,
      ...(own.errors * Math.exp((own.errorsAt - now) / decayMs) < 1e-12 ? { errors: 0 } : {}),
    })),
    "keeps: who has gone is never forgotten if a request of it ends later": {
      failed(s, server, now, latencyMs) {
        if (!s.servers.has(server)) s.gone = [...s.gone ?? [], server];
        latency.failed(s, server, now, latencyMs);
      },
    },
    "greatest: of equals the greatest number is picked": {
      pick(s, now, tried) {
        const best = latency.pick(s, now, tried), least = latency.expected(s, best, now);
        const isEqual = (server: number) => latency.expected(s, server, now) === least;
        const free = [...s.servers.keys()].filter((server: number) => !tried.includes(server));
        return Math.max(...(free.length > 0 ? free : [...s.servers.keys()]).filter(isEqual));
      },
    },
    "back: who comes back is known": {
      add(s, server) {
        latency.add(s, server);
        const gone = s.gone?.get(server);
        if (gone !== undefined) s.servers.set(server, { ...gone, underWay: 0 });
      },
      remove(s, server) {
        const gone = own(s, server);
        latency.remove(s, server);
        s.gone = new Map([...s.gone ?? [], [server, gone]]);
      },
    },
    "below: what is not under way can end": {
      answered(s, server, now, latencyMs) {
        const known = own(s, server);
        if (known !== undefined && known.underWay === 0) known.underWay++;
        latency.answered(s, server, now, latencyMs);
      },
    },
    "silent: who is not there goes": { remove: (s, server) => void s.servers.delete(server) },
    "again: who is there comes again": {
      add(s, server) {
        s.servers.delete(server);
        latency.add(s, server);
      },
    },
    "minus: without a server it is -1": {
      pick: (s, now, tried) => s.servers.size === 0 ? -1 : latency.pick(s, now, tried),
    },
  },
};
