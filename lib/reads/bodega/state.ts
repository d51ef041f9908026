/** What a server knows besides what Multi-Paxos does. @module */

import type { Ballot } from "../../consensus/ballot.ts";
import type { Request } from "../../consensus/multipaxos/messages.ts";
import type { State as PaxosState } from "../../consensus/multipaxos/state.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { KeyRange } from "../keys.ts";
import type { Grant, Lease } from "../leases/leases.ts";
import type { Read } from "../state.ts";
import type { Held } from "./messages.ts";
import type { Roster } from "./roster.ts";

/** One server. */
export interface State<D = unknown> extends PaxosState<D> {
  /** What it knows of the roster. */
  readonly bodega: Bodega;
}

/** A change of the ballot that waits until the leases on the lower one are over. */
export interface Freeing {
  /** The ballot. */
  readonly ballot: Ballot;
  /** Since when, on its own clock. */
  readonly since: number;
  /** Whether it is its own ballot, in which it wants to lead. */
  readonly stands: boolean;
}

/** What somebody has asked for, and where the answer goes. */
export interface Later {
  /** The request. */
  readonly request: Request;
  /** Where the answer goes. */
  readonly address: NodeId;
}

/** What a server knows of the roster. */
export interface Bodega {
  /** The roster of the highest ballot of which it knows one. */
  roster: Roster | null;
  /** Since when it has that, on its own clock. */
  since: number;
  /** Who is wanted in the next roster that it makes. */
  ranges: readonly KeyRange[];
  /** The ballot that it had promised after its last step, and the last slot in which it had something then. */
  promised: { readonly ballot: Ballot; readonly bar: number };
  /** Grantor: the ballot whose roster it has told others of. */
  told: Ballot;
  /** Grantor: the leases of others. It promises no other ballot before all are over. */
  readonly grants: Map<NodeId, Grant<Ballot>>;
  /** Grantor: what it granted before it crashed is over by then, on its own clock; null when there was nothing. */
  forgotten: number | null;
  /** Grantor: the ballot for which leases are to end; null when there is none. */
  freeing: Freeing | null;
  /** Grantor: the message that waits for that. */
  held: Held | null;
  /** Holder: the leases that others have given it. */
  readonly leases: Map<NodeId, Lease<Ballot>>;
  /** Holder: counts the guards that it has heard. */
  guards: number;
  /** When it last heard from each of the others, on its own clock. */
  readonly heard: Map<NodeId, number>;
  /** Who has voted in which slot, in the ballot that it has promised. */
  readonly voted: Map<number, Set<NodeId>>;
  /** Reads that wait. */
  reads: Read[];
  /** How many reads it has handed on of each range of keys, by where that begins, since `countsFrom`. */
  readonly handedOn: Map<string, number>;
  /** Since when it counts them, on its own clock. */
  countsFrom: number;
  /** It led until now, and is to lead again in another ballot. */
  standsAgain: boolean;
  /** What it is asked for meanwhile. */
  readonly later: Later[];
  /** Administrators who wait for a roster. */
  asked: { readonly ranges: readonly KeyRange[]; readonly address: NodeId }[];
}
