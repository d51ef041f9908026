/** Bugs of Maglev's table. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Maglev, Node } from "../../../exercises/14-placement/given.ts";
import { maglev } from "../maglev.ts";

/** A node with its turns. */
interface Turn {
  readonly id: string;
  readonly weight: number;
  saved: number;
  next: number;
}

/** What may be done otherwise. */
interface Rules {
  readonly order: (nodes: readonly Node[]) => readonly Node[];
  /** Whether it has a turn now. */
  readonly hasTurn: (turn: Turn, heaviest: number, round: number) => boolean;
  /** Where its search begins. */
  readonly from: (turn: Turn) => number;
}

const byName = (nodes: readonly Node[]) => nodes.toSorted((a, b) => a.id < b.id ? -1 : 1);

const saves = (turn: Turn, heaviest: number) => {
  turn.saved += turn.weight;
  if (turn.saved < heaviest) return false;
  turn.saved -= heaviest;
  return true;
};

const filling = (change: Partial<Rules>): Maglev => {
  const { order, hasTurn, from } = {
    order: byName,
    hasTurn: saves,
    from: ({ next }: Turn) => next,
    ...change,
  };
  return (nodes, size, prefers) => {
    const isRight = Number.isInteger(size) && size > 0 && nodes.length > 0 && nodes.length <= size;
    if (!isRight) return maglev(nodes, size, prefers);
    const table = Array.from<string | undefined>({ length: size });
    const turns = order(nodes).map(({ id, weight = 1 }) => ({ id, weight, saved: 0, next: 0 }));
    const heaviest = Math.max(...turns.map(({ weight }) => weight));
    for (let left = size, round = 0; left > 0 && round < 1e5; round++) {
      for (const turn of turns) {
        if (left === 0 || !hasTurn(turn, heaviest, round)) continue;
        let nth = from(turn) % size;
        while (table[prefers(turn.id, nth)] !== undefined) nth = (nth + 1) % size;
        table[prefers(turn.id, nth)] = turn.id;
        turn.next = nth + 1;
        left--;
      }
    }
    return table as string[];
  };
};

export const tableMutants: Mutants<Answers> = {
  maglev: {
    "list: nodes have their turns as they are listed": filling({ order: (nodes) => nodes }),
    "locale: names are sorted as in a dictionary": filling({
      order: (nodes) => nodes.toSorted((a, b) => a.id.localeCompare(b.id, "en")),
    }),
    "numeric: numbers in names are sorted as numbers": filling({
      order: (nodes) => nodes.toSorted((a, b) => a.id.localeCompare(b.id, "en", { numeric: true })),
    }),
    "reversed: the last name has the first turn": filling({
      order: (nodes) => byName(nodes).reverse(),
    }),
    "code-points: names are sorted by their code points": filling({
      order: (nodes) =>
        nodes.toSorted((a, b) =>
          a.id.codePointAt(0)! - b.id.codePointAt(0)! || (a.id < b.id ? -1 : 1)
        ),
    }),
    "heavy-first: the heaviest has the first turn": filling({
      order: (nodes) => byName(nodes).sort((a, b) => (b.weight ?? 1) - (a.weight ?? 1)),
    }),
    "even: weights are of no importance": filling({ hasTurn: () => true }),
    "at-once: a node of twice the weight has two turns at once": (nodes, size, prefers) => {
      const isRight = Number.isInteger(size) && size > 0 && nodes.length > 0 &&
        nodes.length <= size;
      if (!isRight) return maglev(nodes, size, prefers);
      const least = Math.min(...nodes.map(({ weight = 1 }) => weight));
      return filling({
        order: (all) =>
          byName(all).flatMap((node) =>
            Array.from({ length: Math.round((node.weight ?? 1) / least) }, () => ({ id: node.id }))
          ),
      })(nodes, size, prefers);
    },
    "forgets: what was saved beyond a turn is lost": filling({
      hasTurn(turn, heaviest) {
        turn.saved += turn.weight;
        if (turn.saved < heaviest) return false;
        turn.saved = 0;
        return true;
      },
    }),
    "advance: nodes have saved a turn at the start": filling({
      hasTurn(turn, heaviest, round) {
        if (round === 0) turn.saved = heaviest - turn.weight;
        return saves(turn, heaviest);
      },
    }),
    "above: a turn takes more than the heaviest weighs": filling({
      hasTurn(turn, heaviest) {
        turn.saved += turn.weight;
        if (turn.saved <= heaviest && turn.weight !== heaviest) return false;
        turn.saved -= heaviest;
        return true;
      },
    }),
    "whole-weights: weights are rounded": filling({
      hasTurn: (turn, heaviest) =>
        saves(Object.assign(turn, { weight: Math.round(turn.weight) }), Math.round(heaviest)),
    }),
    "least-heavy: the heaviest weighs at least 1": filling({
      hasTurn: (turn, heaviest) => saves(turn, Math.max(1, heaviest)),
    }),
    "shares: rounds are multiplied by a share of the heaviest": filling({
      hasTurn({ weight }, heaviest, round) {
        const share = weight / heaviest;
        return Math.floor((round + 1) * share) > Math.floor(round * share);
      },
    }),
    "sums: shares of the heaviest are added": filling({
      hasTurn(turn, heaviest) {
        turn.saved += turn.weight / heaviest;
        if (turn.saved < 1) return false;
        turn.saved -= 1;
        return true;
      },
    }),
    "clipped: a weight is a hundred times another at most": filling({
      hasTurn: (turn, heaviest) =>
        saves(Object.assign(turn, { weight: Math.max(turn.weight, heaviest / 100) }), heaviest),
    }),
    "byte: the number of a node is one byte": (nodes, size, prefers) => {
      const ids = byName(nodes).map(({ id }) => id);
      return maglev(nodes, size, prefers).map((id) => ids[ids.indexOf(id) & 255]!);
    },
    "tired: five thousand rounds at most": filling({
      hasTurn: (turn, heaviest, round) => round < 5000 && saves(turn, heaviest),
    }),
    "two-bytes: how far a node is in its list has two bytes": filling({
      from: ({ next }) => next & 0xffff,
    }),
    "not-a-number: a size that is no number is 0": (nodes, size, prefers) =>
      Number.isNaN(size) ? [] : maglev(nodes, size, prefers),
    "again: each turn looks at all preferences from the first": filling({ from: () => 0 }),
    "second: the first preference is passed over": filling({ from: ({ next }) => next + 1 }),
    "overwrites: an entry belongs to whoever prefers it last": (nodes, size, prefers) => {
      const table = [...maglev(nodes, size, prefers)];
      for (const { id } of byName(nodes)) table[prefers(id, 0)] = id;
      return table;
    },
    "first-free: who finds its preference taken has the first free entry": (
      nodes,
      size,
      prefers,
    ) => {
      if (!Number.isInteger(size) || size <= 0 || nodes.length === 0 || nodes.length > size) {
        return maglev(nodes, size, prefers);
      }
      const table = Array.from<string | undefined>({ length: size });
      for (let left = size, round = 0; left > 0; round++) {
        for (const { id } of byName(nodes)) {
          if (left-- <= 0) break;
          const wish = prefers(id, round % size);
          table[table[wish] === undefined ? wish : table.indexOf(undefined)] = id;
        }
      }
      return table as string[];
    },
    "lists: every node's preferences are written down": (nodes, size, prefers) => {
      for (const { id } of nodes) for (let nth = 0; nth < size; nth++) prefers(id, nth);
      return maglev(nodes, size, prefers);
    },
    "round: the last round is finished": (nodes, size, prefers) => {
      const table = [...maglev(nodes, size, prefers)];
      const over = size % Math.max(1, nodes.length);
      if (over !== 0) {
        for (const { id } of byName(nodes).slice(over)) {
          table[prefers(id, 0)] = id;
        }
      }
      return table;
    },
    "many: more nodes than entries are let be": (nodes, size, prefers) =>
      nodes.length > size && size >= 0 && Number.isInteger(size)
        ? maglev(byName(nodes).slice(0, size), size, prefers)
        : maglev(nodes, size, prefers),
    "empty: without a node entries stay empty": (nodes, size, prefers) =>
      nodes.length === 0 && size > 0 && Number.isInteger(size)
        ? Array.from<string>({ length: size })
        : maglev(nodes, size, prefers),
  },
};
