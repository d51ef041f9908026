/** Part 10: for each holder a guard, or a promise and the time by which it is over. */

import type { Granting, GrantingIo, LeaseTimes, NodeId } from "../../exercises/11-reads/given.ts";

interface Grant {
  readonly guard: number;
  /** The last promise; 0 as long as the guard has not been answered. */
  turn: number;
  answered: boolean;
  /** Nothing lasts from then on. */
  until: number;
}

interface State {
  readonly grants: Map<NodeId, Grant>;
  readonly forgottenUntil: number;
  isRevoking: boolean;
}

function elsewhere(ms: number, drift: number): number {
  return ms * (1 + drift) / (1 - drift);
}

const lasts = ({ turn, until }: Grant, now: number) => turn > 0 && now < until;

export const granting: Granting<State> = {
  start: (hasCrashed, { leaseMs, guardMs, drift }, now) => ({
    grants: new Map(),
    forgottenUntil: hasCrashed
      ? now + elsewhere(Math.max(guardMs, leaseMs) + leaseMs, drift)
      : -Infinity,
    isRevoking: false,
  }),
  due(s, times, now, fresh, io) {
    if (s.isRevoking) return askBack(s, now, io);
    for (let holder = 0; holder < io.servers; holder++) {
      if (holder !== io.self) turnTo(s, holder, times, now, fresh, io);
    }
  },
  guardReply(s, from, guard, { leaseMs, guardMs, drift }, now, io) {
    const granted = s.grants.get(from);
    if (s.isRevoking || granted?.guard !== guard || granted.turn > 0) return;
    granted.turn = 1;
    granted.until = now + elsewhere(guardMs + leaseMs, drift);
    io.promise(from, guard, 1);
  },
  promiseReply(s, from, guard, turn, { leaseMs, drift }, now) {
    const granted = s.grants.get(from);
    if (granted?.guard !== guard || granted.turn !== turn || granted.answered) return;
    granted.answered = true;
    granted.until = Math.min(granted.until, now + elsewhere(leaseMs, drift));
  },
  revoke(s, now, io) {
    s.isRevoking = true;
    askBack(s, now, io);
  },
  revokeReply(s, from, guard) {
    if (s.grants.get(from)?.guard === guard) s.grants.delete(from);
  },
  isFree: (s, now) =>
    now >= s.forgottenUntil && ![...s.grants.values()].some((granted) => lasts(granted, now)),
  resume(s) {
    s.isRevoking = false;
    s.grants.clear();
  },
};

function turnTo(
  s: State,
  holder: NodeId,
  { leaseMs, drift }: LeaseTimes,
  now: number,
  fresh: number,
  io: GrantingIo,
): void {
  let granted = s.grants.get(holder);
  if (granted !== undefined && lasts(granted, now)) {
    if (granted.answered) {
      granted.turn++;
      granted.answered = false;
      granted.until += elsewhere(leaseMs, drift);
    }
    return io.promise(holder, granted.guard, granted.turn);
  }
  if (granted === undefined || granted.turn > 0) {
    granted = { guard: fresh, turn: 0, answered: false, until: -Infinity };
    s.grants.set(holder, granted);
  }
  io.guard(holder, granted.guard);
}

function askBack(s: State, now: number, io: GrantingIo): void {
  for (const [holder, granted] of s.grants) {
    if (lasts(granted, now)) io.revoke(holder, granted.guard);
  }
}
