/** The decisions that reads rest on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../model/protocol.ts";
import type { Leadership } from "./replicated_log.ts";

/** The rules. */
export interface Rules {
  /** How far the log is decided, as a leader knows; null: it cannot know yet. */
  readonly decided: (leadership: Leadership, executed: number) => number | null;
  /** From which heartbeat on answers confirm that a leader still leads, for a read that comes after `round`. */
  readonly confirmedBy: (round: number) => number;
  /** Whether a server may read that must have executed up to `index`. */
  readonly mayRead: (executed: number, index: number) => boolean;
  /** How long a lease is, given how long a server is loyal, and how far clocks drift, as a fraction. */
  readonly leaseMs: (loyalMs: number, drift: number) => number;
  /** From when a lease counts: its heartbeat was sent at one time, and answered by a quorum at another. */
  readonly leaseFrom: (sentAt: number, answeredAt: number) => number;
  /** Whether a leader that hands over has no lease any more, and gets none. */
  readonly surrenders: (handsOver: boolean) => boolean;
  /** Whether what was known in another leadership is forgotten. */
  readonly forgets: (before: string | null, now: string | null) => boolean;
  /**
   * The number of a read that waits for others, given where its answer goes. No other read has it, also when its server
   * has crashed between: else an answer to an old question would count for a new one.
   */
  readonly numberOf: (address: NodeId) => number;
  /** How far a server must have executed, given the last places of a quorum. */
  readonly rinse: (last: number, executed: number) => number;
}

/** The right ones. */
export const rules: Rules = {
  decided: ({ decided }) => decided,
  confirmedBy: (round) => round + 1,
  mayRead: (executed, index) => executed >= index,
  // The leader's clock may be the slowest, and the others' the fastest.
  leaseMs: (loyalMs, drift) => loyalMs * (1 - drift) / (1 + drift),
  leaseFrom: (sentAt) => sentAt,
  surrenders: (handsOver) => handsOver,
  forgets: (before, now) => before !== now,
  // Return addresses are never used again; a count of the server's own would begin again with each crash.
  numberOf: (address) => address,
  rinse: (last) => last,
};
