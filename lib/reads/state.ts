/** What a server knows of reads under way. @module */

import type { NodeId } from "../model/protocol.ts";

/** Somebody who wants to read. */
export interface Read {
  /** The command, which only reads. */
  readonly command: unknown;
  /** Where the answer goes. */
  readonly address: NodeId;
}

/** A read that waits at the leader. */
export interface Waiting {
  /** Who reads here; null when another server only asks how far it must have executed. */
  readonly read: Read | null;
  /** The server that asks, and its number for it; null when the read is here. */
  readonly asker: { readonly node: NodeId; readonly id: number } | null;
  /** The heartbeat whose answers confirm that it still leads; null when none has been sent since. */
  round: number | null;
  /** How far the log must be executed; null when that cannot be known yet. */
  index: number | null;
}

/** A read that waits at a server that has asked others how far it must have executed. */
export interface Asked extends Read {
  /** Who has answered. */
  readonly answered: Set<NodeId>;
  /** The last place that one of them has something of its keys in, as far as this server had not executed it. */
  last: number;
  /** How far the log must be executed; null as long as too few have answered. */
  index: number | null;
  /** Who had answered when that became known; null before that, and where it is the leader who tells it. */
  counted: ReadonlySet<NodeId> | null;
}

/** What a server knows of reads. */
export interface Reads {
  /** The leadership that the following belongs to; null when it does not lead. */
  leadership: string | null;
  /** Leader: the last heartbeat that it has seen itself send. */
  round: number;
  /** Leader: when it has sent heartbeats that no quorum has answered yet. */
  sentAt: Map<number, number>;
  /** Leader: until when nobody else can lead, on its own clock; null when it has no lease. */
  leaseUntil: number | null;
  /** Leader: it hands over, or has tried to, and gets no lease any more. */
  surrendered: boolean;
  /** Leader: reads that wait. */
  waiting: Waiting[];
  /** Any server: reads that wait for others, by their numbers. */
  asked: Map<number, Asked>;
}

/** A server that leads in this leadership, or does not lead, and knows nothing else. */
export function unread(leadership: string | null = null): Reads {
  return {
    leadership,
    round: 0,
    sentAt: new Map(),
    leaseUntil: null,
    surrendered: false,
    waiting: [],
    asked: new Map(),
  };
}
