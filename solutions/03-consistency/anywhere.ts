/** Part 7: causes first by vectors, one winner by Lamport's order. */

import type { Protocol } from "hb/model/protocol.ts";
import { type Ask, entire } from "../../exercises/03-consistency/entire.ts";

/** A write, as nodes tell each other of it. */
export interface Update {
  readonly type: "update";
  readonly key: string;
  readonly value: number;
  /** The node where it was asked, and its Lamport time: the order in which writes are settled. */
  readonly node: number;
  readonly time: number;
  /** How many writes of each node, this one included, its own had taken in. */
  readonly seen: readonly number[];
}

/** What a node remembers. */
export interface State {
  registers: Map<string, { value: number; time: number; node: number }>;
  /** How many writes of each node have been taken in. */
  seen: number[];
  /** The Lamport clock. */
  time: number;
  /** What has causes that are not here yet. */
  waiting: Update[];
}

export const protocol: Protocol<State, Ask | Update> = {
  start: (io) => ({ registers: new Map(), seen: io.peers.map(() => 0), time: 0, waiting: [] }),
  upon: {
    read(s, { key, from }, io) {
      io.answer(from, s.registers.get(key)?.value ?? null);
    },
    write(s, { key, value, from }, io) {
      const { self, peers } = io, seen = s.seen.with(self, s.seen[self]! + 1);
      const update: Update = { type: "update", key, value, node: self, time: s.time + 1, seen };
      takeIn(s, update);
      for (const peer of peers) if (peer !== self) io.send(peer, update);
      io.answer(from, null);
    },
    update(s, { type, key, value, node, time, seen }) {
      s.waiting.push({ type, key, value, node, time, seen });
      for (let next = ready(s); next !== undefined; next = ready(s)) takeIn(s, next);
      s.waiting = s.waiting.filter(({ node, seen }) => seen[node]! > s.seen[node]!);
    },
  },
};

/** A write that is new here and of which every cause is here. */
export function ready({ waiting, seen }: State): Update | undefined {
  return waiting.find((update) =>
    seen.every((count, node) =>
      node === update.node ? update.seen[node] === count + 1 : update.seen[node]! <= count
    )
  );
}

export function takeIn(s: State, { key, value, node, time }: Update): void {
  s.seen[node]!++;
  s.time = Math.max(s.time, time);
  const held = s.registers.get(key);
  if (held === undefined || held.time < time || (held.time === time && held.node < node)) {
    s.registers.set(key, { value, time, node });
  }
}

export const anywhere = entire(protocol);
