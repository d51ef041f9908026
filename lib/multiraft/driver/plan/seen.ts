/** Ranges and nodes, as the driver sees them. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Standing } from "../book.ts";
import type { Told } from "../messages.ts";

/** A range, as its leader has told. */
export interface Seen extends Told {
  /** Who has told it. */
  readonly leader: NodeId;
  /** Since when the interval is known to be this one. */
  readonly since: number;
}

/** A node, as it is seen. */
export interface SeenNode {
  /** Its number. */
  readonly node: NodeId;
  /** Its zone. */
  readonly zone: string;
  /** How much it can carry. */
  readonly capacity: number;
  /** What was decided about it. */
  readonly standing: Standing;
  /** Nothing was heard of it for a while. */
  readonly isLost: boolean;
}

/** Whether a node may get replicas, or the lead. */
export function isWell(node: SeenNode | undefined): node is SeenNode {
  return node !== undefined && node.standing === "up" && !node.isLost;
}

/** Whether a node answers, as far as is known; who is not known has not been heard of yet. */
export function isAlive(node: SeenNode | undefined): boolean {
  return node === undefined || !node.isLost && node.standing !== "down";
}

/** Whether a node's replicas must be given to others. */
export function isLeft(node: SeenNode | undefined): boolean {
  return node !== undefined && (node.standing === "down" || node.standing === "gone");
}
