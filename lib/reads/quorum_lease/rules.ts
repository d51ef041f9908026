/** The decisions that quorum leases rest on, one by one, so that each can be made wrongly. @module */

import type { Placed } from "../../consensus/multipaxos/configuration.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Keys } from "../keys.ts";
import { type Grant, lasts, type Lease } from "../leases/leases.ts";

/** The rules. */
export interface Rules {
  /** Whether a vote counts, given whom it must wait for, if that is known, and who has voted. */
  readonly isCovered: (
    holders: readonly NodeId[] | undefined,
    votes: ReadonlySet<NodeId>,
  ) => boolean;
  /** Those whom a voter tells of, given who holds leases of the keys from it. */
  readonly tells: (holders: readonly NodeId[]) => readonly NodeId[];
  /** Whether a lease is of certain keys, given whether it is on the configuration in force, and whether that says so. */
  readonly isOfKeys: (isInForce: boolean, saysSo: boolean) => boolean;
  /** The keys whose holders must have voted for a change of the members; null: of any. */
  readonly keysOfMembers: () => Keys;
  /** Those configurations of which a holder needs leases from a quorum each. */
  readonly neededOf: (all: readonly Placed[]) => readonly Placed[];
  /** Whether a read minds a write of the same keys that is not executed. */
  readonly minds: (isLeader: boolean) => boolean;
  /** Whether a lease counts for a server that acts on the configuration of this number. */
  readonly counts: (lease: Readonly<Lease<number>>, number: number, now: number) => boolean;
  /** What a grantor tells a holder as the bar, given the last slot that it has something in and the last executed. */
  readonly bar: (last: number, executed: number) => number;
  /** Up to which slot a server must have executed the log, given the bars of its leases. */
  readonly safeBar: (bars: readonly number[]) => number;
  /** Whether a lease is over, as its grantor knows. */
  readonly isOver: (grant: Readonly<Grant<number>>, now: number) => boolean;
  /** Whether a grantor renews a lease. */
  readonly renews: (grant: Readonly<Grant<number>>) => boolean;
  /** How long a holder counts a lease, given how long it is. */
  readonly leaseMs: (ms: number) => number;
  /** Until when a server that comes back takes others for holders; null: it does not. */
  readonly forgottenUntil: (until: number) => number | null;
  /** Whether leases are taken back from somebody who has not answered the leader for so long. */
  readonly isSilent: (ms: number, silentMs: number) => boolean;
}

/** The right ones. */
export const rules: Rules = {
  isCovered: (holders, votes) => holders?.every((node) => votes.has(node)) ?? false,
  tells: (holders) => holders,
  isOfKeys: (isInForce, saysSo) => !isInForce || saysSo,
  // Who decides from then on may be others, whose leases must be counted.
  keysOfMembers: () => null,
  neededOf: (all) => all,
  minds: () => true,
  counts: (lease, number, now) => lease.number === number && lasts(lease, now),
  bar: (last) => last,
  safeBar: (bars) => Math.max(0, ...bars),
  isOver: ({ until }, now) => now >= until,
  renews: ({ answered }) => answered,
  leaseMs: (ms) => ms,
  forgottenUntil: (until) => until,
  isSilent: (ms, silentMs) => ms >= silentMs,
};
