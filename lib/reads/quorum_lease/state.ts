/** What a server knows besides what Multi-Paxos does. @module */

import type { Ballot } from "../../consensus/ballot.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Grant, Lease } from "../leases/leases.ts";
import type { Read } from "../state.ts";
import type { Leased } from "./machine.ts";

/** One server. */
export interface State<D = unknown> extends PaxosState<Leased<D>> {
  /** What it knows of leases. */
  readonly leases: QuorumLeases;
}

/** What a leader knows of the votes in its ballot, and of those who send them. */
export interface Tally {
  /** The ballot. */
  readonly ballot: Ballot;
  /** When it began, on its own clock. */
  readonly since: number;
  /** For each open slot and voter, whom its vote must wait for. */
  readonly covers: Map<number, Map<NodeId, readonly NodeId[]>>;
  /** When each of the others last answered in this ballot. */
  readonly heard: Map<NodeId, number>;
}

/** What a server knows of leases. */
export interface QuorumLeases {
  /** Grantor: the configuration that it has begun to grant leases on. */
  told: number;
  /** Grantor: the leases of others. Invariant: in a step, none of them is over. */
  readonly grants: Map<NodeId, Grant<number>>;
  /** Grantor: what it granted before it crashed, anybody may hold until then; null when nobody does. */
  forgotten: { readonly until: number; readonly holders: readonly NodeId[] } | null;
  /** Grantor: whom the leader does not hear, as it said lately, and until when that counts. */
  silent: { readonly nodes: readonly NodeId[]; readonly until: number } | null;
  /** Holder: the leases that others have given it. */
  readonly held: Map<NodeId, Lease<number>>;
  /** Holder: counts the guards that it has heard. */
  guards: number;
  /** Leader: what it knows of votes; null when it does not lead. */
  tally: Tally | null;
  /** Reads that wait. */
  reads: Read[];
}
