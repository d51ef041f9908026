/** What a node of reliable broadcast knows. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Broadcast, Payload } from "./messages.ts";

/** That a node has said echo, or ready, for a payload. */
export interface Vote {
  /** The node. */
  readonly node: NodeId;
  /** What it says was broadcast. */
  readonly payload: Payload;
}

/** What a node knows of one broadcast. */
export interface Known {
  /** What it has echoed; null if nothing. */
  echoed: Payload | null;
  /** What it has said that it is ready for. Invariant: loyal nodes are ready for one payload at most. */
  ready: Payload | null;
  /** The echoes that have come, its own included, by node; none when it has delivered. */
  echoes: Vote[];
  /** The same of readies. */
  readies: Vote[];
  /** Whether it has delivered. Nothing more is to be done then: it has been ready, which is all that others need of it. */
  isDelivered: boolean;
}

/** A node. */
export interface State {
  /** What it has broadcast, by sequence. */
  readonly said: Payload[];
  /** Its clients who wait, by the sequence of what they asked for. */
  readonly clients: Map<number, NodeId>;
  /** What it knows of each broadcast that it has heard of, by name. */
  readonly known: Map<string, Known>;
  /** What it has delivered, in that order. */
  readonly log: Broadcast[];
}

/** A node that has heard nothing. */
export function born(): State {
  return { said: [], clients: new Map(), known: new Map(), log: [] };
}

/** A broadcast of which nothing is known. */
export function unknown(): Known {
  return { echoed: null, ready: null, echoes: [], readies: [], isDelivered: false };
}
