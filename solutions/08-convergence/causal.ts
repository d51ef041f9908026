/** Part 1: a matrix of what all have delivered, and what is kept or waits. */

import type {
  Broadcast,
  Causal,
  CausalIo,
  CausalRules,
} from "../../exercises/08-convergence/given.ts";

interface State {
  readonly rules: CausalRules;
  /** Row `n`: how many broadcasts of each node have been delivered at node `n`, at least. */
  readonly known: number[][];
  stable: number[];
  /** Delivered here, and not yet stable. */
  kept: Broadcast[];
  waiting: Broadcast[];
}

export const causal: Causal<State> = {
  start(rules) {
    const zeros = () => new Array<number>(rules.nodes).fill(0);
    const known = zeros().map(zeros);
    return { rules: { ...rules }, known, stable: zeros(), kept: [], waiting: [] };
  },
  say(s, payload, io) {
    const { self } = s.rules, stamp = [...s.known[self]!];
    stamp[self]!++;
    const broadcast = { origin: self, stamp, payload };
    deliver(s, broadcast, io);
    for (let to = 0; to < s.rules.nodes; to++) {
      if (to !== self) io.send(to, { type: "broadcast", ...broadcast });
    }
    settle(s, io);
  },
  round: (s, partner, io) => io.send(partner, { type: "known", row: [...own(s)] }),
  upon(s, from, message, io) {
    if (message.type === "known") {
      const { row } = message, before = s.known[from]!;
      for (const each of s.kept) {
        const { origin, stamp } = each, has = Math.max(row[origin]!, before[origin]!);
        if (origin !== from && stamp[origin]! > has) io.send(from, { type: "broadcast", ...each });
      }
      if (row[from]! <= own(s)[from]!) counts(s, from, row);
    } else {
      const { origin, stamp, payload } = message;
      const isThere = s.waiting.some((each) =>
        each.origin === origin && each.stamp[origin] === stamp[origin]
      );
      if (isThere || stamp[origin]! <= own(s)[origin]!) return;
      s.waiting.push({ origin, stamp: [...stamp], payload });
      for (let next = nextOf(s); next !== undefined; next = nextOf(s)) {
        s.waiting = s.waiting.filter((each) => each !== next);
        deliver(s, next, io);
      }
    }
    settle(s, io);
  },
};

const own = ({ known, rules }: State) => known[rules.self]!;

const nextOf = (s: State) =>
  s.waiting.find(({ origin, stamp }) =>
    stamp.every((count, of) => of === origin ? count === own(s)[of]! + 1 : count <= own(s)[of]!)
  );

function deliver(s: State, broadcast: Broadcast, io: CausalIo): void {
  const { origin, stamp } = broadcast;
  own(s)[origin]!++;
  counts(s, origin, stamp);
  s.kept.push(broadcast);
  io.deliver(broadcast);
}

function counts(s: State, node: number, row: readonly number[]): void {
  s.known[node] = s.known[node]!.map((count, of) => Math.max(count, row[of]!));
}

function settle(s: State, io: CausalIo): void {
  const upTo = own(s).map((_, of) => Math.min(...s.known.map((row) => row[of]!)));
  if (upTo.every((count, of) => count === s.stable[of])) return;
  s.stable = upTo;
  s.kept = s.kept.filter(({ origin, stamp }) => stamp[origin]! > upTo[origin]!);
  io.stable([...upTo]);
}
