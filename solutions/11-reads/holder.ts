/** Part 3: a lease counts from when its round was sent. */

import type { Holder, NodeId } from "../../exercises/11-reads/given.ts";

interface State {
  /** When rounds were sent that no majority has acknowledged yet. */
  sentAt: Map<number, number>;
  /** The latest round that each server has acknowledged. */
  acknowledged: Map<NodeId, number>;
  until: number;
  hasHandedOver: boolean;
}

const fresh = (): State => ({
  sentAt: new Map(),
  acknowledged: new Map(),
  until: -Infinity,
  hasHandedOver: false,
});

export const holder: Holder<State> = {
  leaseMs: ({ loyalMs, drift }) => loyalMs * (1 - drift) / (1 + drift),
  start: fresh,
  lead: (s) => void Object.assign(s, fresh()),
  sent(s, round, loyalty, now) {
    s.sentAt.set(round, now);
    for (const [sent, at] of s.sentAt) {
      if (at + holder.leaseMs(loyalty) <= now) s.sentAt.delete(sent);
    }
  },
  acknowledged(s, from, round, servers, loyalty) {
    s.acknowledged.set(from, Math.max(round, s.acknowledged.get(from) ?? 0));
    for (const [sent, at] of s.sentAt) {
      const others = [...s.acknowledged.values()].filter((latest) => latest >= sent).length;
      if (2 * (others + 1) <= servers) continue;
      s.sentAt.delete(sent);
      if (!s.hasHandedOver) s.until = Math.max(s.until, at + holder.leaseMs(loyalty));
    }
  },
  handsOver(s) {
    s.hasHandedOver = true;
    s.until = -Infinity;
  },
  mayRead: (s, now) => now < s.until,
};
