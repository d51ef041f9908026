/** Bugs of members that doubt themselves. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/04-failure/answers.ts";
import type { Any, Health, HealthIo, HealthRules } from "../../../exercises/04-failure/given.ts";
import { health } from "../health.ts";

/** The reference, with other rules. */
const ruled = (change: (rules: HealthRules) => Partial<HealthRules>): Partial<Health> => ({
  start: (rules) => health.start({ ...rules, ...change(rules) }),
});

/** The reference, whose suspicions are otherwise when they have begun or been confirmed. */
const suspecting = (
  change: (s: Any, given: {
    readonly member: number;
    readonly by: number;
    readonly n: number;
    readonly nowMs: number;
    readonly io: HealthIo;
  }, go: (other?: { by?: number; n?: number; nowMs?: number; io?: HealthIo }) => void) => void,
): Partial<Health> => ({
  suspects(s, member, by, n, nowMs, io) {
    change(s, { member, by, n, nowMs, io }, (other = {}) =>
      health.suspects(
        s,
        member,
        other.by ?? by,
        other.n ?? n,
        other.nowMs ?? nowMs,
        other.io ?? io,
      ));
  },
});

/** The reference, where a suspicion that begins is otherwise. */
const begun = (change: (suspicion: Any, n: number, rules: HealthRules) => object) =>
  suspecting((s, { member, n, io }, go) => {
    if (s.suspicions.has(member)) return go();
    go({ io: { ...io, wait: () => {} } });
    const suspicion = s.suspicions.get(member);
    Object.assign(suspicion, change(suspicion, n, s.rules));
    io.wait(member, suspicion.wanted === 0 ? suspicion.leastMs : suspicion.mostMs);
  });

let beside: Any;

export const healthMutants: Mutants<Answers> = {
  health: {
    "never calms: doubt does not fall": { answered: () => {} },
    "calm at once: an answer ends all doubt": { answered: (s) => void (s.doubt = 0) },
    "less than none: doubt may be less than 0": { answered: (s) => void s.doubt-- },
    "no bound: doubt grows for ever": ruled(() => ({ most: Infinity })),
    "eight: doubt is at most 8": ruled(({ most }) => ({ most: Math.min(8, most) })),
    "always one: a failed probe counts as one": { failed: (s) => health.failed(s, 0, 0) },
    "all who were asked: those who said that they hear nothing count as silent": {
      failed: (s, asked) => health.failed(s, asked, asked),
    },
    "nobody asked: then a failed probe does not count": {
      failed: (s, asked, silent) => asked > 0 && health.failed(s, asked, silent),
    },
    "and one more: silent helpers count, and the target, too": {
      failed: (s, asked, silent) => health.failed(s, asked, asked > 0 ? silent + 1 : 0),
    },
    "proud: accusations do not count": { refuted: () => {} },
    "hurt: an accusation counts twice": {
      refuted(s) {
        health.refuted(s);
        health.refuted(s);
      },
    },
    "times doubt: periods last doubt times as long": {
      spans: ({ doubt, rules }) => ({
        periodMs: rules.periodMs * Math.max(1, doubt),
        timeoutMs: rules.timeoutMs * Math.max(1, doubt),
      }),
    },
    "twofold: each doubt doubles": {
      spans: ({ doubt, rules }) => ({
        periodMs: rules.periodMs * 2 ** doubt,
        timeoutMs: rules.timeoutMs * 2 ** doubt,
      }),
    },
    "timeout only: periods stay": {
      spans: (s) => ({ ...health.spans(s), periodMs: s.rules.periodMs }),
    },
    "period only: timeouts stay": {
      spans: (s) => ({ ...health.spans(s), timeoutMs: s.rules.timeoutMs }),
    },
    "starts doubting: doubt is 1 at first": {
      start: (rules) => ({ ...health.start(rules), doubt: Math.min(1, rules.most) }),
    },
    "no hurry: confirmations change nothing": suspecting((s, { member, io }, go) =>
      go({ io: s.suspicions.has(member) ? { ...io, wait: () => {}, die: () => {} } : io })
    ),
    "hasty: it lasts the least from the start": begun(({ leastMs }) => ({ mostMs: leastMs })),
    "one is enough: the first confirmation makes it the least": begun(({ wanted }) => ({
      wanted: Math.min(1, wanted),
    })),
    "twice: who says it twice confirms it": suspecting((s, { member, by }, go) => {
      const accusers = s.suspicions.get(member)?.accusers;
      go(accusers?.has(by) ? { by: 1e6 + accusers.size } : {});
    }),
    "first counts: who said so first is a confirmation": suspecting((s, { member, io }, go) => {
      const isNew = !s.suspicions.has(member);
      if (!isNew) return go();
      go({ io: { ...io, wait: () => {} } });
      const suspicion = s.suspicions.get(member)!;
      const { mostMs, leastMs, wanted } = suspicion;
      const share = wanted === 0 ? 1 : Math.log(2) / Math.log(wanted + 1);
      io.wait(member, mostMs - (mostMs - leastMs) * share);
    }),
    "straight: it shrinks by the same span each time": suspecting((s, given, go) => {
      const { nowMs, io } = given;
      go({
        io: {
          ...io,
          wait(member, ms) {
            const { mostMs, leastMs, wanted, accusers, beganMs } = s.suspicions.get(member);
            const share = wanted === 0 ? 1 : (accusers.size - 1) / wanted;
            const rest = beganMs + mostMs - (mostMs - leastMs) * share - nowMs;
            io.wait(member, wanted === 0 ? ms : rest);
          },
        },
      });
    }),
    "begins again: a confirmation counts from when it comes": suspecting((s, given, go) => {
      const { member, io } = given, suspicion = s.suspicions.get(member);
      const size = suspicion?.accusers.size;
      go({ io: { ...io, die: () => {} } });
      if (suspicion === undefined || suspicion.accusers.size === size) return;
      const { mostMs, leastMs, wanted, accusers } = suspicion;
      s.suspicions.set(member, suspicion);
      io.wait(member, mostMs - (mostMs - leastMs) * Math.log(accusers.size) / Math.log(wanted + 1));
    }),
    "not at once: where no time is left it waits for nothing": suspecting(
      (s, { member, io }, go) => {
        const suspicion = s.suspicions.get(member);
        go({
          io: {
            ...io,
            die(member) {
              s.suspicions.set(member, suspicion);
              io.wait(member, 0);
            },
          },
        });
      },
    ),
    "in vain: it waits for confirmations that cannot come": begun((_, __, rules) => ({
      wanted: rules.wanted,
    })),
    "few: n − 1 others may confirm it": begun(({ leastMs }, n, { wanted, beta }) => ({
      wanted: n - 1 < wanted ? 0 : wanted,
      mostMs: beta * leastMs,
    })),
    "five: no more than five confirmations count": begun(({ wanted }) => ({
      wanted: Math.min(wanted, 5),
    })),
    "no end: confirmations after the last that counts are told on": suspecting((s, given, go) => {
      const { member, by, io } = given, suspicion = s.suspicions.get(member);
      const { accusers, wanted } = suspicion ?? {};
      go();
      if (suspicion && accusers.size > wanted && !accusers.has(by)) io.tell(member, by);
    }),
    "quiet: confirmations are not told on": suspecting((s, { member, io }, go) =>
      go({ io: s.suspicions.has(member) ? { ...io, tell: () => {} } : io })
    ),
    "in one name: all are told in the name of the first": suspecting((s, { member, io }, go) => {
      const first = [...s.suspicions.get(member)?.accusers ?? []][0];
      go({ io: { ...io, tell: (member, by) => io.tell(member, first ?? by) } });
    }),
    "small group: the logarithm may be less than 1": begun(({ leastMs }, n, rules) => {
      const own = n < 10 ? rules.alpha * Math.log10(n) * rules.periodMs : leastMs;
      return { leastMs: own, mostMs: rules.beta * own };
    }),
    "natural: the logarithm of n is to the base e": begun((_, n, rules) => {
      const leastMs = rules.alpha * Math.max(1, Math.log(n)) * rules.periodMs;
      return { leastMs, mostMs: rules.beta * leastMs };
    }),
    "no logarithm: n does not matter": begun((_, __, rules) => {
      const leastMs = rules.alpha * rules.periodMs;
      return { leastMs, mostMs: rules.beta * leastMs };
    }),
    "no α: it lasts four periods": ruled(() => ({ alpha: 4 })),
    "no β: it lasts six times as long": ruled(() => ({ beta: 6 })),
    "one at a time: a suspicion ends the one before": suspecting((s, { member, io }, go) => {
      for (const each of [...s.suspicions.keys()]) {
        if (each !== member) health.cleared(s, each, io);
      }
      go();
    }),
    "for ever: a suspicion is not cleared": { cleared: () => {} },
    "grudge: who was cleared is suspected with those who said so before": {
      cleared(s, member, io) {
        const accusers = s.suspicions.get(member)?.accusers;
        health.cleared(s, member, io);
        if (accusers !== undefined) (s.before ??= new Map()).set(member, accusers);
      },
      suspects(s, member, by, n, nowMs, io) {
        const before = s.before?.get(member);
        health.suspects(s, member, by, n, nowMs, io);
        for (const each of before ?? []) s.suspicions.get(member)?.accusers.add(each);
        s.before?.delete(member);
      },
    },
    "unending: its timer does nothing": { expired: () => {} },
    "dies again: whoever's timer goes off is dead": {
      cleared: (s, member) => void s.suspicions.delete(member),
      expired(s, member, io) {
        s.suspicions.delete(member);
        io.die(member);
      },
    },
    "newest n: the size of the group at each confirmation counts": suspecting((s, given, go) => {
      const { member, n } = given, suspicion = s.suspicions.get(member);
      if (suspicion !== undefined) {
        suspicion.leastMs = s.rules.alpha * Math.max(1, Math.log10(n)) * s.rules.periodMs;
        suspicion.mostMs = s.rules.beta * suspicion.leastMs;
      }
      go();
    }),
    "records: who was dead is kept": {
      expired(s, member, io) {
        s.all = [...s.all ?? [], member];
        health.expired(s, member, io);
      },
    },
    "beside: doubt is kept beside the state": {
      start: (rules) => {
        beside = 0;
        return health.start(rules);
      },
      answered(s) {
        s.doubt = beside;
        health.answered(s);
        beside = s.doubt;
      },
      failed(s, asked, silent) {
        s.doubt = beside;
        health.failed(s, asked, silent);
        beside = s.doubt;
      },
      spans: (s) => health.spans({ ...s, doubt: beside }),
    },
    "a thousand: larger groups wait no longer": suspecting((_, { n }, go) =>
      go({ n: Math.min(n, 1000) })
    ),
  },
};
