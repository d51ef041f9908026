/** Part 5: numbered deltas, and what each peer has acknowledged of them. */

import {
  type DeltaIo,
  type DeltaRules,
  type Deltas,
  join,
  minus,
  type NodeId,
  type Texts,
} from "../../exercises/08-convergence/given.ts";

interface State {
  readonly rules: DeltaRules;
  state: Texts;
  count: number;
  readonly kept: Map<number, Texts>;
  readonly acked: Map<NodeId, number>;
}

export const deltas: Deltas<State> = {
  start: (rules, saved) => ({
    rules: { peers: [...rules.peers], most: rules.most },
    state: [...saved?.state ?? []],
    count: saved?.count ?? 0,
    kept: new Map(),
    acked: new Map(),
  }),
  update: take,
  round(s, partner, io) {
    const { state, count, kept } = s, acked = s.acked.get(partner);
    if (count === (acked ?? 0)) return;
    const lacks = [...kept].filter(([number]) => number > (acked ?? 0)).map(([, each]) => each);
    const whole = acked === undefined || lacks.length < count - acked;
    io.send(partner, {
      type: "deltas",
      whole,
      upTo: count,
      state: whole ? [...state] : lacks.reduce(join, []),
    });
  },
  upon(s, from, message, io) {
    if (message.type === "deltas") {
      take(s, message.state, io);
      io.send(from, { type: "ack", upTo: message.upTo });
      return;
    }
    s.acked.set(from, Math.max(message.upTo, s.acked.get(from) ?? 0));
    forget(s);
  },
  state: ({ state }) => state,
};

function take(s: State, delta: Texts, io: DeltaIo): void {
  const fresh = minus(delta, s.state);
  if (fresh.length === 0) return;
  s.state = join(s.state, fresh);
  s.kept.set(++s.count, fresh);
  forget(s);
  io.save({ count: s.count, state: [...s.state] });
}

function forget({ rules: { peers, most }, count, kept, acked }: State): void {
  const all = Math.min(...peers.map((peer) => acked.get(peer) ?? 0));
  for (const number of kept.keys()) {
    if (number <= all || number <= count - most) kept.delete(number);
  }
}
