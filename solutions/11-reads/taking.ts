/** Part 9: a promise is taken after its guard, in time and in order. */

import type { NodeId, Taking } from "../../exercises/11-reads/given.ts";

/** What it knows of the lease of one grantor. */
interface Lease {
  readonly guard: number;
  readonly ballot: number;
  readonly heardAt: number;
  turn: number;
  until: number | null;
}

interface State {
  readonly leases: Map<NodeId, Lease>;
  /** The last guard of each grantor that was revoked. */
  readonly revoked: Map<NodeId, number>;
}

export const taking: Taking<State> = {
  start: () => ({ leases: new Map(), revoked: new Map() }),
  guard(s, from, guard, ballot, now, io) {
    if (guard > (s.leases.get(from)?.guard ?? -1)) {
      s.leases.set(from, { guard, ballot, heardAt: now, turn: 0, until: null });
    }
    io.guardReply(from, guard);
  },
  promise(s, from, guard, turn, { guardMs, leaseMs }, now, io) {
    const lease = s.leases.get(from);
    if (lease?.guard !== guard || (s.revoked.get(from) ?? -1) >= guard) return;
    const lasts = lease.until !== null && now < lease.until;
    if (turn === lease.turn && lasts) return io.promiseReply(from, guard, turn);
    const isInTime = turn === 1 ? now - lease.heardAt <= guardMs : lasts;
    if (turn !== lease.turn + 1 || !isInTime) return;
    lease.turn = turn;
    lease.until = now + leaseMs;
    io.promiseReply(from, guard, turn);
  },
  revoke(s, from, guard, io) {
    s.revoked.set(from, Math.max(guard, s.revoked.get(from) ?? -1));
    io.revokeReply(from, guard);
  },
  held(s, ballot, _servers, now) {
    const lasting = [...s.leases].filter(([from, lease]) =>
      lease.ballot === ballot && (s.revoked.get(from) ?? -1) < lease.guard &&
      lease.until !== null && now < lease.until
    );
    return lasting.length + 1;
  },
};
