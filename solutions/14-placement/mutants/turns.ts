/** Bugs of turns by weight. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Any, Smooth } from "../../../exercises/14-placement/given.ts";
import { smooth } from "../smooth.ts";

type Entry = [server: number, own: { weight: number; credit: number }];

/** Turns by other rules. */
const turning = (
  {
    among = ({ ready, untried }) => untried.length > 0 ? untried : ready,
    credited = (among) => among,
    pays = (sum) => sum,
    isRicher = (a, b) => a[1].credit > b[1].credit,
    order = (a, b) => a[0] - b[0],
  }: {
    among?: (of: { ready: Entry[]; untried: Entry[] }) => Entry[];
    credited?: (among: Entry[], ready: Entry[]) => Entry[];
    pays?: (sum: number, weight: number, all: number) => number;
    isRicher?: (a: Entry, b: Entry) => boolean;
    order?: (a: Entry, b: Entry) => number;
  },
): Partial<Smooth> => ({
  pick(s, tried) {
    const ready = ([...s] as Entry[]).filter(([, { weight }]) => weight > 0).sort(order);
    if (ready.length === 0) return smooth.pick(s, tried);
    const list = among({ ready, untried: ready.filter(([server]) => !tried.includes(server)) });
    for (const [, own] of credited(list, ready)) own.credit += own.weight;
    const best = list.reduce((a, b) => isRicher(b, a) ? b : a), { weight } = best[1];
    const sum = (entries: Entry[]) => entries.reduce((all, [, own]) => all + own.weight, 0);
    best[1].credit -= pays(sum(list), weight, sum(ready));
    return best[0];
  },
});

/** Something happens after a server comes. */
const coming = (
  then: (own: { weight: number; credit: number }, s: Any, server: number) => void,
): Partial<Smooth> => ({
  add(s, server, weight) {
    smooth.add(s, server, weight);
    then(s.get(server), s, server);
  },
});

const others = (s: Any, server: number) =>
  ([...s] as Entry[]).filter(([other]) => other !== server);

export const turnMutants: Mutants<Answers> = {
  smooth: {
    "even: weights are of no importance": turning({
      credited(among) {
        for (const [, own] of among) own.credit += 1 - own.weight;
        return among;
      },
      pays: () => 1,
    }),
    "bits: credits have 32 bits": turning({
      credited(among) {
        for (const [, own] of among) own.credit = (own.credit + own.weight | 0) - own.weight;
        return among;
      },
    }),
    "burst: the heaviest has all its turns at once": turning({
      pays: (_, weight) => weight > 1 ? 1 : weight,
    }),
    "own: who is picked pays its own weight": turning({ pays: (_, weight) => weight }),
    "all: who is picked pays for the tried ones, too": turning({
      pays: (_sum, _weight, all) => all,
    }),
    "credits: those that were tried are credited, too": turning({ credited: (_, ready) => ready }),
    "tries: who was tried is picked again": turning({ among: ({ ready }) => ready }),
    "gives-up: where all were tried nobody is picked": {
      pick(s, tried) {
        const isOver = s.size > 0 &&
          [...s.keys()].every((server: number) => tried.includes(server));
        return isOver ? smooth.pick(new Map(), []) : smooth.pick(s, tried);
      },
    },
    "greatest: of equals the greatest number is picked": turning({
      isRicher: (a, b) => a[1].credit >= b[1].credit,
    }),
    "arrival: of equals who came first is picked": turning({ order: () => 0 }),
    "as-text: numbers are sorted as texts": turning({
      order: ([a], [b]) => `${a}` < `${b}` ? -1 : 1,
    }),
    "late-credit: who is picked is credited after it was chosen": {
      pick(s, tried) {
        const before = new Map(([...s] as Entry[]).map(([server, { credit }]) => [server, credit]));
        smooth.pick(s, tried);
        const left = ([...s] as Entry[]).filter(([server, { weight }]) =>
          weight > 0 && !tried.includes(server)
        );
        const ready = left.length > 0
          ? left
          : ([...s] as Entry[]).filter(([, { weight }]) => weight > 0);
        return ready.sort(([a], [b]) => a - b).reduce((a, b) =>
          before.get(b[0])! > before.get(a[0])! ? b : a
        )[0];
      },
    },
    "first: who comes has its turn at once": coming((own) => {
      own.credit = 1000;
    }),
    "average: who comes has the weight of one turn already": coming((own) => {
      own.credit = own.weight;
    }),
    "anew: who comes makes all begin anew": coming((_, s) => {
      for (const [, own] of s) own.credit = 0;
    }),
    "debt: who goes leaves its debt to another": {
      remove(s, server) {
        const credit = s.get(server)?.credit ?? 0;
        smooth.remove(s, server);
        const [heir] = others(s, server);
        if (heir !== undefined) heir[1].credit += credit;
      },
    },
    "remembers: who comes back has the credit that it had": {
      add(s, server, weight) {
        smooth.add(s, server, weight);
        const gone = s.get(1000 + server);
        if (gone !== undefined && server < 1000) s.get(server).credit = gone.credit;
        s.delete(1000 + server);
      },
      remove(s, server) {
        const credit = s.get(server)?.credit ?? 0;
        smooth.remove(s, server);
        s.set(1000 + server, { weight: 0, credit });
      },
    },
    "weighs-anew: another weight takes the credit": {
      weigh(s, server, weight) {
        smooth.weigh(s, server, weight);
        s.get(server).credit = 0;
      },
    },
    "frozen: who has no weight keeps its credit": {
      weigh(s, server, weight) {
        const credit = s.get(server)?.credit;
        smooth.weigh(s, server, weight);
        s.get(server).credit = credit;
      },
    },
    "little: weight 0 is a small one": {
      add: (s, server, weight) => smooth.add(s, server, weight === 0 ? 1 : weight),
    },
    "negative: a weight may be below 0": {
      add: (s, server, weight) => smooth.add(s, server, weight < 0 ? 0 : weight),
    },
    "half: a weight may be half of one": {
      add: (s, server, weight) => smooth.add(s, server, weight === 0.5 ? 1 : weight),
    },
    "again: who is there comes again": {
      add(s, server, weight) {
        if (s.has(server)) smooth.weigh(s, server, weight);
        else smooth.add(s, server, weight);
      },
    },
    "silent: who is not there goes": { remove: (s, server) => void s.delete(server) },
    "minus: without a server it is -1": {
      pick: (s, tried) => s.size === 0 ? -1 : smooth.pick(s, tried),
    },
    "window: at most sixteen servers take part": {
      pick: (s, tried) =>
        smooth.pick(
          new Map(([...s] as Entry[]).sort(([a], [b]) => a - b).slice(0, 16)) as Any,
          tried,
        ),
    },
    "window-later: at most a hundred servers take part": {
      pick: (s, tried) =>
        smooth.pick(
          new Map(([...s] as Entry[]).sort(([a], [b]) => a - b).slice(0, 100)) as Any,
          tried,
        ),
    },
    "mask: those that were tried are bits of a number": turning({
      among({ ready, untried }) {
        const isUntried = (server: number) => untried.some(([other]) => other === server);
        const mask = ready.reduce(
          (bits, [server]) => isUntried(server) ? bits : bits | 1 << server,
          0,
        );
        const left = ready.filter(([server]) => (mask & 1 << server) === 0);
        return left.length > 0 ? left : ready;
      },
    }),
    "wraps: numbers of servers have 32 bits": turning({ order: ([a], [b]) => a - b | 0 }),
    "single: credits are of single precision": turning({
      credited(among) {
        for (const [, own] of among) {
          own.credit = Math.fround(own.credit + own.weight) - own.weight;
        }
        return among;
      },
    }),
    "shares: credits are of the whole, and not of the sum": {
      pick(s, tried) {
        const ready = ([...s] as Entry[]).filter(([, { weight }]) => weight > 0);
        const sum = ready.reduce((all, [, { weight }]) => all + weight, 0);
        const server = smooth.pick(s, tried);
        for (const [, own] of s) own.credit = Math.round(own.credit / sum * 1e6) / 1e6 * sum;
        return server;
      },
    },
    "half-refused: a server of a weight that is refused is there": {
      add(s, server, weight) {
        try {
          smooth.add(s, server, weight);
        } catch (error) {
          try {
            smooth.add(s, server, 1);
          } catch {
            // It was there already.
          }
          throw error;
        }
      },
    },
    "changed: a weight that is refused has changed the weight": {
      weigh(s, server, weight) {
        if (!(weight >= 0)) smooth.weigh(s, server, 0);
        smooth.weigh(s, server, weight);
      },
    },
    "endless: a weight may become infinite": {
      weigh: (s, server, weight) => smooth.weigh(s, server, weight === Infinity ? 1e9 : weight),
    },
  },
};
