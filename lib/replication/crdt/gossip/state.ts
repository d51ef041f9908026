/** What a replica that gossips deltas knows. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Replica } from "../crdt.ts";

/** What a replica knows of another node. */
export interface Peer {
  /** The session with it. What it acknowledges of an earlier one may have been said by who is no more. */
  session: number;
  /** Who it is; null until it has answered in this session. */
  name: Replica | null;
  /** It has all of this replica's deltas up to this number. */
  acked: number;
}

/** Who sent a delta. */
export interface Origin {
  /** Where. */
  readonly node: NodeId;
  /** Who. */
  readonly name: Replica;
}

/** A delta that may still have to be sent. */
export interface Buffered<S> {
  /** The delta: of an update here, or as it came. */
  readonly delta: S;
  /** Who sent it, and so has it; null: it was made here. */
  readonly from: Origin | null;
}

/** One replica. */
export interface State<S> {
  /** Who this is. Durable. */
  readonly name: Replica;
  /** The number of its last session with anybody. Durable. */
  sessions: number;
  /** The state. Durable. */
  crdt: S;
  /** How many deltas have changed it since it started. */
  count: number;
  /** The last of these by their number, from 1; what everybody has is not kept. */
  readonly buffer: Map<number, Buffered<S>>;
  /** The other nodes. */
  readonly peers: Map<NodeId, Peer>;
  /** Whether a round is to come: after each step, if and only if anybody lacks anything. */
  isPlanned: boolean;
}
