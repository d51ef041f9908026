/** Part 8: the latest that it may be, answered when that is surely past. @module */

import {
  type Committing,
  type CommitWait,
  EPSILON_MS,
  type Passed,
  type Stamper,
} from "../../exercises/02-time/events.ts";

type Io = Parameters<Stamper["upon"]["commit"]>[2];

/** A clock that has just passed a moment has passed it by a little. */
const LITTLE_MS = 0.01;

export const commit: CommitWait = {
  commit(s, { from }, io) {
    s.pending.push({ client: from, stamp: io.now() + EPSILON_MS });
    if (s.pending.length === 1) waitForFirst(s, io);
  },
  passed(s: Committing, _timer: Passed, io) {
    const earliest = io.now() - EPSILON_MS;
    while (s.pending.length > 0 && s.pending[0]!.stamp < earliest) {
      const { client, stamp } = s.pending.shift()!;
      io.answer(client, stamp);
    }
    waitForFirst(s, io);
  },
};

function waitForFirst({ pending: [first] }: Committing, io: Io): void {
  if (first === undefined) return;
  io.wait(Math.max(0, first.stamp + EPSILON_MS - io.now()) + LITTLE_MS, { type: "passed" });
}
