/** Bugs of two choices, and of counting. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Any, Below, Choices } from "../../../exercises/14-placement/given.ts";
import { choices } from "../choices.ts";

/** Of those that can be picked, chosen in another way; `load` is what is under way for the weight. */
const choosing = (
  choose: (
    of: {
      list: number[];
      number: number;
      below: Below;
      load: (server: number) => number;
      weights: Map<number, number>;
    },
  ) => number,
): Partial<Choices> => ({
  pick(s, number, below, tried) {
    const { weights, underWay } = s as {
      weights: Map<number, number>;
      underWay: Map<number, number>;
    };
    const ready = [...weights].filter(([, weight]) => weight > 0).map(([server]) => server);
    const untried = ready.filter((server) => !tried.includes(server));
    const list = untried.length > 0 ? untried : ready;
    if (list.length === 0) return choices.pick(s, number, below, tried);
    return choose({
      list,
      number,
      below,
      load: (server) => (underWay.get(server) ?? 0) / weights.get(server)!,
      weights,
    });
  },
});

/** So many different ones, drawn. */
function drawnOf(list: readonly number[], number: number, below: Below): number[] {
  const left = [...list];
  return Array.from(
    { length: Math.min(number, left.length) },
    () => left.splice(below(left.length), 1)[0]!,
  );
}

const least = (servers: readonly number[], load: (server: number) => number) =>
  servers.reduce((a, b) => load(b) < load(a) ? b : a);

const counts = (s: Any): Map<number, number> => s.underWay;

export const choiceMutants: Mutants<Answers> = {
  choices: {
    "failures-stay: a failed request stays under way": { failed: () => {} },
    "answers-stay: an answered request stays under way": { answered: () => {} },
    "errors-once: all requests at a server end when one fails": {
      failed(s, server) {
        choices.failed(s, server);
        counts(s).delete(server);
      },
    },
    "lost: what is under way is lost with its server": {
      remove(s, server) {
        choices.remove(s, server);
        counts(s).delete(server);
      },
    },
    "back-at-zero: who comes back has nothing under way": {
      add(s, server, weight) {
        choices.add(s, server, weight);
        counts(s).delete(server);
      },
    },
    "below: what was not sent can end": {
      answered: (s, server) => counts(s).has(server) ? choices.answered(s, server) : undefined,
    },
    "negative: counts go below 0": {
      failed: (s, server) => void counts(s).set(server, (counts(s).get(server) ?? 0) - 1),
    },
    "deaf: ends at who has gone are not heard": {
      answered: (s, server) => s.weights.has(server) ? choices.answered(s, server) : undefined,
    },
    "remembers: who has gone is never forgotten": {
      failed(s, server) {
        choices.failed(s, server);
        s.weights.set(-1 - server, 0);
      },
    },
    "starts-anywhere: requests start where no server is": {
      started: (s, server) => void counts(s).set(server, (counts(s).get(server) ?? 0) + 1),
    },
    "counts-picks: who is picked has one more under way": {
      pick(s, number, below, tried) {
        const server = choices.pick(s, number, below, tried);
        choices.started(s, server);
        return server;
      },
    },
    "tries: who was tried is drawn again": {
      pick: (s, number, below) => choices.pick(s, number, below, []),
    },
    "gives-up: where all were tried nobody is picked": {
      pick(s, number, below, tried) {
        const left = new Map(
          [...s.weights].filter(([server]: [number, number]) => !tried.includes(server)),
        );
        return choices.pick({ ...s, weights: left }, number, below, []);
      },
    },
    "herd: of equals the least number is picked": choosing(({ list, number, below, load }) =>
      least(drawnOf(list, number, below).sort((a, b) => a - b), load)
    ),
    "last: of equals the last one drawn by number is picked": choosing((
      { list, number, below, load },
    ) => least(drawnOf(list, number, below).sort((a, b) => b - a), load)),
    "same: both choices may be the same server": choosing(({ list, number, below, load }) =>
      least(
        Array.from({ length: Math.min(number, list.length) }, () => list[below(list.length)]!),
        load,
      )
    ),
    "neighbours: the others are those behind the first": choosing(
      ({ list, number, below, load }) => {
        const first = below(list.length);
        return least(
          Array.from(
            { length: Math.min(number, list.length) },
            (_, i) => list[(first + i) % list.length]!,
          ),
          load,
        );
      },
    ),
    "two: whatever the choices are, there are two": choosing(({ list, below, load }) =>
      least(drawnOf(list, 2, below), load)
    ),
    "all: whatever the choices are, all are looked at": choosing(({ list, below, load }) =>
      least(drawnOf(list, list.length, below), load)
    ),
    "any: counts are of no importance": choosing(({ list, below }) => list[below(list.length)]!),
    "most: the one with the most requests is picked": choosing(({ list, number, below, load }) =>
      least(drawnOf(list, number, below), (server) => -load(server))
    ),
    "even: weights are of no importance": choosing(({ list, number, below, load, weights }) =>
      least(drawnOf(list, number, below), (server) => load(server) * weights.get(server)!)
    ),
    "divided: what is under way is multiplied by the weight": choosing((
      { list, number, below, load, weights },
    ) => least(drawnOf(list, number, below), (server) => load(server) * weights.get(server)! ** 2)),
    "light: weight 0 is a small one": {
      add: (s, server, weight) => choices.add(s, server, weight === 0 ? 1 : weight),
    },
    "window: only the first sixteen servers are drawn": choosing(({ list, number, below, load }) =>
      least(drawnOf(list.slice(0, 16), number, below), load)
    ),
    "short: the last server is never drawn": choosing(({ list, number, below, load }) =>
      least(drawnOf(list.length > 1 ? list.slice(0, -1) : list, number, below), load)
    ),
    "window-later: only the first hundred servers are drawn": choosing((
      { list, number, below, load },
    ) => least(drawnOf(list.slice(0, 100), number, below), load)),
    "eight: there are eight choices at most": {
      pick: (s, number, below, tried) => choices.pick(s, Math.min(8, number), below, tried),
    },
    "sixteen: there are sixteen choices at most": {
      pick: (s, number, below, tried) => choices.pick(s, Math.min(16, number), below, tried),
    },
    "inverse: what is under way is multiplied by what a weight is turned over": choosing((
      { list, number, below, load, weights },
    ) =>
      least(drawnOf(list, number, below), (server) => {
        const weight = weights.get(server)!;
        return Math.round(load(server) * weight) * (1 / weight);
      })
    ),
    "rounded: loads are rounded to a thousandth": choosing(({ list, number, below, load }) =>
      least(drawnOf(list, number, below), (server) => Math.round(1000 * load(server)))
    ),
    "clipped: a weight counts as a hundred at most": choosing((
      { list, number, below, load, weights },
    ) =>
      least(drawnOf(list, number, below), (server) => {
        const weight = weights.get(server)!;
        return load(server) * weight / Math.min(100, weight);
      })
    ),
    "single: weights are of single precision": {
      add: (s, server, weight) => choices.add(s, server, weight && Math.fround(weight)),
    },
    "mask: those that were tried are bits of a number": {
      pick(s, number, below, tried) {
        const mask = tried.reduce((bits, server) => bits | 1 << server, 0);
        const all: number[] = [...s.weights.keys()];
        return choices.pick(s, number, below, all.filter((server) => mask & 1 << server));
      },
    },
    "byte: what is under way is counted in a byte": {
      started(s, server) {
        choices.started(s, server);
        if (counts(s).get(server) === 256) counts(s).delete(server);
      },
    },
    "zero: a count of 0 stays when its server goes": {
      add(s, server, weight) {
        choices.add(s, server, weight);
        s.met = new Set([...s.met ?? [], server]);
      },
      failed(s, server) {
        choices.failed(s, server);
        if (!s.weights.has(server)) s.met.delete(server);
      },
      answered(s, server) {
        choices.answered(s, server);
        if (!s.weights.has(server)) s.met.delete(server);
      },
    },
    "again: it is drawn until it is another one": choosing(({ list, number, below, load }) => {
      const drawn = new Set<number>();
      while (drawn.size < Math.min(number, list.length)) drawn.add(list[below(list.length)]!);
      return least([...drawn], load);
    }),
    "minus: without a server it is -1": {
      pick: (s, number, below, tried) =>
        s.weights.size === 0 ? -1 : choices.pick(s, number, below, tried),
    },
    "half-refused: a server of a weight that is refused is there": {
      add(s, server, weight) {
        try {
          choices.add(s, server, weight);
        } catch (error) {
          try {
            choices.add(s, server, 1);
          } catch {
            // It was there already.
          }
          throw error;
        }
      },
    },
    "changed: a weight that is refused has changed the weight": {
      weigh(s, server, weight) {
        if (!(weight >= 0)) choices.weigh(s, server, 0);
        choices.weigh(s, server, weight);
      },
    },
    "endless: a weight may become infinite": {
      weigh: (s, server, weight) => choices.weigh(s, server, weight === Infinity ? 1e9 : weight),
    },
  },
};
