/** Whether a node has room for more: its ranges live in memory, all together. @module */

import type { DrivenState } from "hb/multiraft/driver/state.ts";

/** How much the ranges of a node may hold until it takes nothing more, about, in bytes. */
export const mostBytes: number = 2 ** 28;

/** How long a count is good for, in ms. */
const GOOD_MS = 500;

/** What a node has counted. */
export interface Counted {
  /** How much its ranges hold, about, in bytes. */
  readonly bytes: number;
  /** When it was counted, by its own clock. */
  readonly at: number;
}

/** A node of a sharded store. */
export interface ShardedState extends DrivenState {
  /** What its ranges hold; absent: it was never counted. */
  counted?: Counted;
}

/** Whether there is room; what is counted is good for a while. */
export function hasRoom(s: ShardedState, now: number): boolean {
  const { counted } = s;
  if (counted !== undefined && now >= counted.at && now - counted.at < GOOD_MS) {
    return counted.bytes < mostBytes;
  }
  let bytes = 0;
  for (const { group } of s.replicas.values()) bytes += group.machine.data.bytes;
  s.counted = { bytes, at: now };
  return bytes < mostBytes;
}
