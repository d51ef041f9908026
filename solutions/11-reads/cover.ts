/** Part 7: a majority and every responder. */

import type { Cover, CoverIo, NodeId } from "../../exercises/11-reads/given.ts";

interface Open {
  readonly keys: readonly string[];
  readonly accepted: Set<NodeId>;
}

interface State {
  readonly since: number;
  readonly open: Map<number, Open>;
  readonly over: Set<NodeId>;
  readonly removed: Set<NodeId>;
  readonly heard: Map<NodeId, number>;
}

export const cover: Cover<State> = {
  start: (now) => ({
    since: now,
    open: new Map(),
    over: new Set(),
    removed: new Set(),
    heard: new Map(),
  }),
  propose(s, slot, keys, io) {
    s.open.set(slot, { keys, accepted: new Set([io.self]) });
    decide(s, slot, io);
  },
  accepted(s, from, slot, io) {
    s.open.get(slot)?.accepted.add(from);
    decide(s, slot, io);
  },
  over(s, server, io) {
    s.over.add(server);
    for (const slot of s.open.keys()) decide(s, slot, io);
  },
  heard: (s, server, now) => void s.heard.set(server, now),
  due(s, now, io) {
    for (const server of new Set(io.ranges.flatMap(({ responders }) => responders))) {
      if (server === io.self || s.removed.has(server) || s.over.has(server)) continue;
      if (now - (s.heard.get(server) ?? s.since) <= io.silentMs) continue;
      s.removed.add(server);
      io.remove(server);
    }
  },
};

function decide(s: State, slot: number, io: CoverIo): void {
  const open = s.open.get(slot);
  if (open === undefined || 2 * open.accepted.size <= io.servers) return;
  const waitsFor = open.keys.flatMap((key) => respondersOf(key, io));
  if (!waitsFor.every((each) => open.accepted.has(each) || s.over.has(each))) return;
  s.open.delete(slot);
  io.decide(slot);
}

function respondersOf(key: string, { ranges }: CoverIo): readonly NodeId[] {
  const range = ranges.find(({ from, to }) => from <= key && (to === null || key < to));
  return range?.responders ?? [];
}
