/** What a node of causal broadcast knows of who takes part. @module */

import type { NodeId } from "../../model/protocol.ts";

/** That a node joins or leaves. */
export interface Change {
  /** Which. */
  readonly node: NodeId;
  /** Whether it joins. */
  readonly joins: boolean;
}

/** What a node is: one that has not been let in, that waits to be, a member, or one that leaves or has left. */
export type Status = "outside" | "joining" | "in" | "leaving" | "left";

/** Who takes part, as a node has been told. */
export interface Membership {
  /** What it is itself. */
  status: Status;
  /** Whom it has asked to let it in; null: nobody. */
  via: NodeId | null;
  /** The members, in the order of their numbers. */
  members: NodeId[];
  /** Who has joined, and may have left. */
  joined: NodeId[];
  /** Who has left. */
  gone: NodeId[];
  /** Of whom it does not wait to hear before it leaves, as they leave themselves. */
  excused: NodeId[];
  /** Which broadcasts were changes of members and nothing else, by their origins: their numbers. */
  changes: number[][];
}
