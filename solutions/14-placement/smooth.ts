/** Part 8: turns by weight, and not all at once. */

import { cannot, type Smooth } from "../../exercises/14-placement/given.ts";

interface Server {
  weight: number;
  credit: number;
}

/** By number. Invariant: who has no weight has no credit. */
type State = Map<number, Server>;

export const smooth: Smooth<State> = {
  start: () => new Map(),
  add(s, server, weight) {
    assertWeight(weight);
    if (s.has(server)) throw cannot("add a server", "it must not be there", `${server}`);
    s.set(server, { weight, credit: 0 });
  },
  remove(s, server) {
    if (!s.delete(server)) throw cannot("remove a server", "it must be there", `${server}`);
  },
  weigh(s, server, weight) {
    assertWeight(weight);
    const own = s.get(server);
    if (own === undefined) throw cannot("weigh a server", "it must be there", `${server}`);
    own.weight = weight;
    if (weight === 0) own.credit = 0;
  },
  pick(s, tried) {
    const ready = [...s].filter(([, { weight }]) => weight > 0).sort(([a], [b]) => a - b);
    const untried = ready.filter(([server]) => !tried.includes(server));
    const among = untried.length > 0 ? untried : ready;
    if (among.length === 0) {
      throw cannot("pick a server", "one must have a weight", `${s.size} servers`);
    }
    let sum = 0;
    for (const [, own] of among) {
      own.credit += own.weight;
      sum += own.weight;
    }
    const [server, best] = among.reduce((a, b) => b[1].credit > a[1].credit ? b : a);
    best.credit -= sum;
    return server;
  },
};

function assertWeight(weight: number): void {
  if (Number.isSafeInteger(weight) && weight >= 0) return;
  throw cannot("weigh a server", "a weight must be a whole number from 0 on", `${weight}`);
}
