/** How far a message comes that does not arrive. @module */

import type { Fate } from "../model/story/parts.ts";

/** The lines of a sender and a receiver, in px from the top, and the distance of two lines. */
export interface Link {
  /** The line of the sender. */
  readonly from: number;
  /** The line of the receiver. */
  readonly to: number;
  /** Between two lines. */
  readonly gap: number;
}

/** Which part of the last gap before its receiver a message with this fate crosses, if it does not arrive. */
export function partOf(fate: Fate): number {
  return fate === "down" || fate === "full" ? 0.7 : 0.5;
}

/**
 * Where a message ends that does not arrive, in px from the top: within the last gap before its receiver, so that it
 * shows whom it was for and lies on nobody's line, as if that one had received it.
 */
export function stopBefore({ from, to, gap }: Link, fate: Fate): number {
  return to - (Math.sign(to - from) || 1) * gap * (1 - partOf(fate));
}
