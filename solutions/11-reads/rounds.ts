/** Part 1: whatever has happened, see what can be answered, and whether a round must begin. */

import type { Log, NodeId, Rounds, RoundsIo } from "../../exercises/11-reads/given.ts";

interface State {
  /** The last round that was begun. */
  round: number;
  /** The latest round that each server has acknowledged. */
  readonly acknowledged: Map<NodeId, number>;
  /** Reads, with the first round that began after they came. */
  waiting: { readonly read: number; readonly index: number; round: number | null }[];
}

export const rounds: Rounds<State> = {
  start: () => ({ round: 0, acknowledged: new Map(), waiting: [] }),
  read(s, read, log, io) {
    s.waiting.push({ read, index: log.decided, round: null });
    settle(s, log, io);
  },
  acknowledged(s, from, round, log, io) {
    s.acknowledged.set(from, Math.max(round, s.acknowledged.get(from) ?? 0));
    settle(s, log, io);
  },
  executed: settle,
  due(s, log, io) {
    begin(s, io);
    settle(s, log, io);
  },
};

function begin(s: State, io: RoundsIo): void {
  io.beat(++s.round);
  for (const each of s.waiting) each.round ??= s.round;
}

function isConfirmed(s: State, round: number, io: RoundsIo): boolean {
  const others = [...s.acknowledged.values()].filter((latest) => latest >= round);
  return round === 0 || 2 * (others.length + 1) > io.servers;
}

function settle(s: State, log: Log, io: RoundsIo): void {
  if (s.waiting.some(({ round }) => round === null) && isConfirmed(s, s.round, io)) begin(s, io);
  s.waiting = s.waiting.filter(({ read, index, round }) => {
    if (round === null || !isConfirmed(s, round, io) || log.executed < index) return true;
    io.answer(read);
    return false;
  });
}
