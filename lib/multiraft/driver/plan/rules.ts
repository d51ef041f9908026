/** The decisions of the driver. A bug replaces one of them. @module */

import type { NodeId } from "../../../model/protocol.ts";
import type { Epoch } from "../../messages.ts";
import type { Told } from "../messages.ts";

/** The decisions. */
export interface PlanRules {
  /**
   * The epoch that an order of an operator names, given the one that it was planned for and the
   * range's; null: none.
   */
  epochFor(pin: Epoch, own: Epoch): Epoch | null;
  /** Whether a new replica has all that it takes to decide in place of another. */
  hasCaughtUp(range: Pick<Told, "caughtUp">, node: NodeId): boolean;
  /** The members that count as replicas. */
  replicasOf(range: Pick<Told, "voters" | "learners">): readonly NodeId[];
  /**
   * Whether a replica may go from a zone with so many other replicas of its range to one with so
   * many.
   */
  mayMoveZone(othersThere: number, othersHere: number): boolean;
  /** Whether a node that sends, or gets, so many replicas may do so once more. */
  hasRoom(underWay: number, most: number): boolean;
  /** Who is named to all nodes, so that they wake what it led, of those that are lost. */
  named(lost: readonly NodeId[]): readonly NodeId[];
}

/** The right ones. */
export const planRules: PlanRules = {
  epochFor: (pin, { conf, version }) => pin.conf === conf && pin.version === version ? pin : null,
  hasCaughtUp: ({ caughtUp }, node) => caughtUp.includes(node),
  replicasOf: ({ voters }) => voters,
  mayMoveZone: (othersThere, othersHere) => othersThere <= othersHere,
  hasRoom: (underWay, most) => underWay < most,
  named: (lost) => lost,
};
