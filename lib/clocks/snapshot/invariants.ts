/** What a snapshot promises (Chandy and Lamport 1985, section 3). @module */

import type { Invariant } from "../../model/invariant.ts";
import { isComplete, type State } from "./snapshot.ts";

/**
 * No effect without its cause: what is recorded as received is recorded as sent. Payments are counted, which
 * decides it where channels keep order and deliver each of them once.
 */
export const consistentCut: Invariant<State> = {
  name: "consistent cut",
  words: "whatever is recorded as received is recorded as sent",
  check({ states }) {
    for (const [to, receiver] of states.entries()) {
      for (const [from, count] of (receiver?.recorded?.received ?? []).entries()) {
        const sent = states[from]?.recorded?.sent[to];
        if (sent === undefined || count <= sent) continue;
        return {
          words: `node ${to} has recorded ${count} payments from node ${from}, which has ` +
            `recorded ${sent}`,
          nodes: [from, to],
        };
      }
    }
  },
};

/** What was sent and had not been received is on its way, and nothing else is. */
export const channelsComplete: Invariant<State> = {
  name: "channels complete",
  words: "what is recorded on its way is what is recorded as sent and not as received",
  check({ states }) {
    for (const [to, s] of states.entries()) {
      const recorded = s?.recorded ?? undefined;
      for (const [from, channel] of (recorded?.channels ?? []).entries()) {
        const sent = states[from]?.recorded?.sent[to];
        if (sent === undefined || recorded!.open.includes(from)) continue;
        const missing = sent - recorded!.received[from]! - channel.length;
        if (missing === 0) continue;
        const words = `on the way from node ${from} to node ${to}, ` +
          (missing > 0 ? `${missing} too few are recorded` : `${-missing} too many are recorded`);
        return { words, nodes: [from, to] };
      }
    }
  },
};

/** Nobody pays what it does not have. */
export const noDebt: Invariant<State> = {
  name: "no debt",
  words: "no node has less than nothing",
  check({ states }) {
    const node = states.findIndex((s) => s !== undefined && s.money < 0);
    if (node < 0) return undefined;
    return { words: `node ${node} has ${states[node]!.money}`, nodes: [node] };
  },
};

/** The money of a complete snapshot: what nodes have, and what is on its way. */
export function recordedMoney(states: readonly (Readonly<State> | undefined)[]): number {
  const sums = states.map((s) =>
    s!.recorded!.channels.flat().reduce((sum, amount) => sum + amount, s!.recorded!.money)
  );
  return sums.reduce((total, sum) => total + sum, 0);
}

/** Where each node begins with `money`, a complete snapshot has all of it. */
export function moneyConserved(money: number): Invariant<State> {
  return {
    name: "money is conserved",
    words: "a complete snapshot has as much money as there is",
    check({ states }) {
      if (!isComplete(states)) return undefined;
      const found = recordedMoney(states), all = money * states.length;
      if (found === all) return undefined;
      return {
        words: `the snapshot has ${found}, and there is ${all}`,
        nodes: states.map((_, n) => n),
      };
    },
  };
}
