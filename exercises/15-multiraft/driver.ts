/**
 * What parts 8 and 9 are about: the placement driver, which decides where replicas are. There is
 * nothing to fill in here.
 *
 * @module
 */

import type { Any, Epoch, GroupId, NodeId } from "./given.ts";

/** A range, as its leader has told last. Leaders tell nothing while their members are changing. */
export interface Seen extends Epoch {
  readonly group: GroupId;
  /** Who leads; a voter. */
  readonly leader: NodeId;
  readonly voters: readonly NodeId[];
  readonly learners: readonly NodeId[];
  /** The members that have all of the leader's log, about. */
  readonly caughtUp: readonly NodeId[];
}

/** A change of members. A learner that is added as a voter becomes one. */
export interface Change {
  readonly type: "addLearner" | "addVoter" | "remove";
  readonly node: NodeId;
}

/** What the driver orders of a range. */
export type Order =
  | { readonly type: "transfer"; readonly to: NodeId }
  /** All of the changes at once, through a joint configuration. */
  | { readonly type: "members"; readonly changes: readonly Change[] };

/** What a driver does next about a range. */
export type Verdict =
  /** It orders this, and the range carries it out in this epoch only. */
  | { readonly type: "send"; readonly epoch: Epoch; readonly order: Order }
  /** It waits. */
  | { readonly type: "wait" }
  /** All is done. */
  | { readonly type: "done" }
  /** It is given up: the range has changed otherwise, or a step takes too long. */
  | { readonly type: "over"; readonly why: "changed" | "late" };

/** Part 8. An operator that moves one replica. */
export interface Replace<S = Any> {
  /**
   * The replica of the voter `from` is to be on `to`, which is no voter. A step may take `stepMs`.
   */
  start(seen: Seen, from: NodeId, to: NodeId, stepMs: number, now: number): S;
  /**
   * What is next, as the range is seen now; undefined: it is gone. Not asked again when it is done
   * or over.
   */
  next(s: S, seen: Seen | undefined, now: number): Verdict;
}

/** A node, as the driver sees it. */
export interface NodeSeen {
  readonly node: NodeId;
  /** Nodes of a zone may fail together. */
  readonly zone: string;
  /** How much it can carry, compared with others. */
  readonly capacity: number;
  /** It is there, and nobody has said that it will stop. */
  readonly isWell: boolean;
  /**
   * How many replicas it has, with those that are on their way to it, without those that are
   * leaving.
   */
  readonly replicas: number;
  /** How many replicas are on their way to it. */
  readonly receiving: number;
  /** How many replicas it sends, as the leader of their ranges. */
  readonly sending: number;
}

/** A range that may be moved. */
export interface RangeSeen {
  readonly group: GroupId;
  readonly leader: NodeId;
  readonly voters: readonly NodeId[];
  /** An operator is at work on it, or its members are not what they shall be. */
  readonly isBusy: boolean;
}

/** What the driver sees. */
export interface View {
  readonly nodes: readonly NodeSeen[];
  readonly ranges: readonly RangeSeen[];
  /** How many replicas may be on their way to a node, and how many a node may send. */
  readonly most: { readonly receiving: number; readonly sending: number };
  /** By how much fuller a node must be than another for a replica to be moved between them. */
  readonly slack: number;
}

/** A replica goes from a node to another. */
export interface Move {
  readonly group: GroupId;
  readonly from: NodeId;
  readonly to: NodeId;
}

/** Part 9. The next move; undefined: all is as well as it can be. */
export type Balance = (view: View) => Move | undefined;
