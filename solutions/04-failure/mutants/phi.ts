/** Bugs of φ. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/04-failure/answers.ts";
import {
  type Any,
  log10Tail,
  type Phi,
  type PhiRules,
} from "../../../exercises/04-failure/given.ts";
import { phi } from "../phi.ts";

/** The reference, with other rules. */
const ruled = (change: (rules: PhiRules) => Partial<PhiRules>): Partial<Phi> => ({
  start: (rules) => phi.start({ ...rules, ...change(rules) }),
});

/** The reference, where φ is another function of the silence, the mean, and the deviation. */
const saying = (
  formula: (silentMs: number, mean: number, sigma: number, s: Any) => number,
): Partial<Phi> => ({
  phi(s, nowMs) {
    if (s.lastMs === null) return 0;
    const all: number[] = s.intervals, mean = all.reduce((sum, each) => sum + each, 0) / all.length;
    const spread = all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length;
    return formula(nowMs - s.lastMs, mean, Math.max(Math.sqrt(spread), s.rules.leastSigmaMs), s);
  },
});

const least = (φ: number) => Math.max(0, φ);

let beside: Any = [];

export const phiMutants: Mutants<Answers> = {
  phi: {
    "certain: σ may be 0": ruled(() => ({ leastSigmaMs: 1e-9 })),
    "added: the least σ is added to the one measured": saying((silent, mean, sigma, { rules }) =>
      least(-log10Tail((silent - mean) / (sigma + rules.leastSigmaMs)))
    ),
    "its own least: σ is at least a tenth of the guess": ruled(({ guessMs }) => ({
      leastSigmaMs: guessMs / 10,
    })),
    "no seed: after one heartbeat nothing is known": {
      heard(s, nowMs, suspected) {
        const isFirst = s.lastMs === null;
        phi.heard(s, nowMs, suspected);
        if (isFirst) s.intervals.length = 0;
      },
      phi: (s, nowMs) => s.intervals.length === 0 ? 0 : phi.phi(s, nowMs),
    },
    "for ever: the guess stays in the window": {
      heard(s, nowMs, suspected) {
        phi.heard(s, nowMs, suspected);
        if (s.rules.size > 1) s.intervals[0] = s.rules.guessMs;
      },
    },
    "replaced: the guess goes with the first interval": {
      heard(s, nowMs, suspected) {
        const { length } = s.intervals;
        phi.heard(s, nowMs, suspected);
        if (!s.seen && length === 1 && s.intervals.length === 2) s.intervals.shift();
        s.seen ||= length > 0;
      },
    },
    "two guesses: the first heartbeat brings two intervals": {
      heard(s, nowMs, suspected) {
        if (s.lastMs === null && s.rules.size > 1) s.intervals.push(s.rules.guessMs);
        phi.heard(s, nowMs, suspected);
      },
    },
    "the gap: an interval that ended a suspicion is learnt": {
      heard: (s, nowMs) => phi.heard(s, nowMs, false),
    },
    "forgets to restart: what ends a suspicion is no heartbeat": {
      heard: (s, nowMs, suspected) =>
        suspected && s.lastMs !== null ? undefined : phi.heard(s, nowMs, suspected),
    },
    "anew: after a suspicion all is forgotten": {
      heard(s, nowMs, suspected) {
        phi.heard(s, nowMs, suspected);
        if (suspected) s.intervals = [s.rules.guessMs];
      },
    },
    "backwards: an interval of less than nothing is learnt": {
      heard(s, nowMs, suspected) {
        if (s.lastMs === null || suspected || nowMs >= s.lastMs) {
          return phi.heard(s, nowMs, suspected);
        }
        s.intervals.push(nowMs - s.lastMs);
        if (s.intervals.length > s.rules.size) s.intervals.shift();
        s.lastMs = nowMs;
      },
    },
    "stuck clock: a heartbeat of a clock that was set back is none": {
      heard(s, nowMs, suspected) {
        if (s.lastMs === null || nowMs >= s.lastMs) phi.heard(s, nowMs, suspected);
      },
    },
    "nothing at all: an interval of 0 ms is not learnt": {
      heard: (s, nowMs, suspected) => phi.heard(s, nowMs, suspected || nowMs === s.lastMs),
    },
    "endless window: all intervals count": ruled(() => ({ size: Infinity })),
    "one more: the window is larger by one": ruled(({ size }) => ({ size: size + 1 })),
    "a hundred: the window is never larger than a hundred": ruled(({ size }) => ({
      size: Math.min(100, size),
    })),
    "keeps the oldest: what is new does not enter a full window": {
      heard(s, nowMs, suspected) {
        const before = [...s.intervals];
        phi.heard(s, nowMs, suspected);
        if (before.length === s.rules.size) s.intervals = before;
      },
    },
    "less one: the sum of squares is divided by one less": saying((silent, mean, sigma, s) => {
      const { length } = s.intervals, { leastSigmaMs } = s.rules;
      const own = length > 1 ? sigma * Math.sqrt(length / (length - 1)) : sigma;
      return least(-log10Tail((silent - mean) / Math.max(own, leastSigmaMs)));
    }),
    "variance: it divides by σ²": saying((silent, mean, sigma) =>
      least(-log10Tail((silent - mean) / sigma ** 2))
    ),
    "other sign: φ is log₁₀ P": saying((silent, mean, sigma) => log10Tail((silent - mean) / sigma)),
    "natural: φ is −ln P": saying((silent, mean, sigma) =>
      least(-log10Tail((silent - mean) / sigma) * Math.LN10)
    ),
    "nothing left: where P is less than doubles can say, φ is infinite": saying((
      silent,
      mean,
      sigma,
    ) => least(-Math.log10(10 ** log10Tail((silent - mean) / sigma)))),
    "mean only: it is the silence by the mean": saying((silent, mean) => silent / mean),
    "exponential: intervals are taken for exponential": saying((silent, mean) =>
      least(silent / mean / Math.LN10)
    ),
    "since the first: silence is counted from the first heartbeat": {
      heard(s, nowMs, suspected) {
        phi.heard(s, nowMs, suspected);
        s.firstMs ??= nowMs;
      },
      phi(s, nowMs) {
        return phi.phi({ ...s, lastMs: s.firstMs ?? null }, nowMs);
      },
    },
    "capped: φ is at most 100": {
      phi: (s, nowMs) => Math.min(100, phi.phi(s, nowMs)),
    },
    "records: all heartbeats are kept": {
      heard(s, nowMs, suspected) {
        s.all = [...s.all ?? [], nowMs];
        phi.heard(s, nowMs, suspected);
      },
    },
    "beside: the window is kept beside the state": {
      start(rules) {
        beside = [];
        return phi.start(rules);
      },
      heard(s, nowMs, suspected) {
        s.intervals = beside;
        phi.heard(s, nowMs, suspected);
        beside = s.intervals;
      },
    },
    "nothing at 0: a heartbeat at 0 ms was none": {
      heard(s, nowMs, suspected) {
        if (s.lastMs === 0) s.lastMs = null;
        phi.heard(s, nowMs, suspected);
      },
    },
    "0 after 0: φ is 0 after a heartbeat at 0 ms": {
      phi: (s, nowMs) => s.lastMs ? phi.phi(s, nowMs) : 0,
    },
    "two hundred and fifty: the window has no more": ruled(({ size }) => ({
      size: Math.min(250, size),
    })),
  },
};
