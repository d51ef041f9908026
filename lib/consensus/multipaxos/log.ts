/** The log: numbered slots, in each of which one value is decided by a Paxos of its own. @module */

import type { Ballot } from "../ballot.ts";
import type { Value } from "./value.ts";

/** What a server has in a slot. */
export interface Entry {
  /** The ballot of its vote. */
  readonly ballot: Ballot;
  /** What it has voted for. */
  readonly value: Value;
  /** Whether that is known to be decided. */
  readonly chosen: boolean;
}

/** An entry that is told to others. */
export interface Voted {
  /** Counts from 1. */
  readonly slot: number;
  /** The ballot of the vote. */
  readonly ballot: Ballot;
  /** What was voted for. */
  readonly value: Value;
}

/** The slots of a server. */
export interface Log {
  /** Slots up to this one are gone, and a snapshot has what came of them. */
  base: number;
  /** The other slots, as far as there is something in them. There may be gaps. */
  entries: Map<number, Entry>;
}

/** What there is from a slot on, in order. */
export function votesFrom({ entries }: Readonly<Log>, first: number): Voted[] {
  const votes: Voted[] = [];
  for (const [slot, { ballot, value }] of entries) {
    if (slot >= first) votes.push({ slot, ballot, value });
  }
  return votes.sort((a, b) => a.slot - b.slot);
}

/** Forgets the slots up to `base`. */
export function truncate(log: Log, base: number): void {
  for (const slot of log.entries.keys()) if (slot <= base) log.entries.delete(slot);
  log.base = Math.max(log.base, base);
}
