/** The decisions that HyParView rests on, one by one, so that each can be made wrongly. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Priority } from "./messages.ts";

/** The rules. */
export interface Rules {
  /** Whether a newcomer's walk ends here. */
  readonly walkEnds: (ttl: number, neighbours: number) => boolean;
  /** Whether a node may be in one's passive view. */
  readonly mayBePassive: (node: NodeId, self: NodeId, active: readonly NodeId[]) => boolean;
  /** How many neighbours are too many. */
  readonly isFull: (neighbours: number, most: number) => boolean;
  /** Whether a node with too few neighbours looks for another among those that it knows. */
  readonly promotes: boolean;
  /** Whether who is asked takes the asker. */
  readonly accepts: (priority: Priority, full: boolean) => boolean;
  /** How urgently a node asks that has so many neighbours and was refused so often in a row. */
  readonly priority: (neighbours: number, refused: number, patience: number) => Priority;
  /** Whether who is dropped is told. */
  readonly tells: boolean;
  /** Whether who takes one for a neighbour wrongly is told. */
  readonly corrects: boolean;
  /** Whether a neighbour that has been silent for so many beats is given up. */
  readonly isDead: (silent: number, misses: number) => boolean;
  /** Whether who does not answer is forgotten. */
  readonly forgets: boolean;
  /** Whether a node with too few neighbours, that knows nobody else, joins again. */
  readonly rejoins: boolean;
}

/**
 * As in the paper, and where it has no rule:
 *
 * Neighbours of a node that has some, but has been refused again and again, may be an island: all others have enough
 * neighbours and refuse for ever. So it does as if it had none (lasp-lang/partisan 75).
 *
 * Whoever lacks neighbours and knows nobody else turns to a contact again, also if it has some: after crashes two nodes
 * may know only each other (hashicorp/hyparview 4).
 *
 * Whoever hears from a node that takes it for a neighbour, and is not, says so: views that differ about a link, since a
 * message was lost or both ends changed their minds at once, agree before silence makes them.
 */
export const rules: Rules = {
  walkEnds: (ttl, neighbours) => ttl === 0 || neighbours <= 1,
  mayBePassive: (node, self, active) => node !== self && !active.includes(node),
  isFull: (neighbours, most) => neighbours >= most,
  promotes: true,
  accepts: (priority, full) => priority === "high" || !full,
  priority: (neighbours, refused, patience) =>
    neighbours === 0 || refused >= patience ? "high" : "low",
  tells: true,
  corrects: true,
  isDead: (silent, misses) => silent > misses,
  forgets: true,
  rejoins: true,
};
