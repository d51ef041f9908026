/** The decisions that Bodega rests on, one by one, so that each can be made wrongly. @module */

import { type Ballot, compareBallots } from "../../consensus/ballot.ts";
import type { Placed } from "../../consensus/multipaxos/configuration.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Keys } from "../keys.ts";
import { type Grant, lasts, type Lease } from "../leases/leases.ts";

/** The rules. */
export interface Rules {
  /** Whether votes are enough that whoever answers reads of the keys knows of the write. */
  readonly covers: (responders: readonly NodeId[], votes: ReadonlySet<NodeId>) => boolean;
  /** The same, where a server decides by the votes that it has heard of itself. */
  readonly coversEarly: (responders: readonly NodeId[], votes: ReadonlySet<NodeId>) => boolean;
  /** Whether a read waits for a write of the same keys that is not decided yet. */
  readonly holds: (isLeader: boolean) => boolean;
  /** The keys whose readers must have voted for a change of the members; null: of any. */
  readonly keysOfMembers: () => Keys;
  /** Those configurations of which a reader needs leases of a quorum each. */
  readonly neededOf: (all: readonly Placed[]) => readonly Placed[];
  /** Whether a lease counts for a server that has promised a ballot. */
  readonly counts: (lease: Readonly<Lease<Ballot>>, promised: Ballot, now: number) => boolean;
  /** Up to which slot a server must have executed the log, given the bars of its leases. */
  readonly safeBar: (bars: readonly number[]) => number;
  /** Whether a lease is over, as its grantor knows. */
  readonly isOver: (grant: Readonly<Grant<Ballot>>, now: number) => boolean;
  /** How long a holder counts a lease, given how long it is. */
  readonly leaseMs: (ms: number) => number;
  /** Until when a server that comes back promises no other ballot; null: it may at once. */
  readonly forgottenUntil: (until: number) => number | null;
  /** Whether somebody of whom nothing has been heard for so long is taken out of the roster. */
  readonly isSilent: (ms: number, silentMs: number) => boolean;
}

/** Everybody who answers has voted. */
function all(responders: readonly NodeId[], votes: ReadonlySet<NodeId>): boolean {
  return responders.every((node) => votes.has(node));
}

/** The right ones. */
export const rules: Rules = {
  covers: all,
  coversEarly: all,
  holds: () => true,
  // Who decides from then on may be others, whose leases must be counted.
  keysOfMembers: () => null,
  neededOf: (all) => all,
  counts: (lease, promised, now) =>
    compareBallots(lease.number, promised) === 0 && lasts(lease, now),
  safeBar: (bars) => Math.max(0, ...bars),
  isOver: ({ until }, now) => now >= until,
  leaseMs: (ms) => ms,
  forgottenUntil: (until) => until,
  isSilent: (ms, silentMs) => ms >= silentMs,
};
