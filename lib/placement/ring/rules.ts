/**
 * What is easily done wrong on a ring, each in one place. A ring keeps all of them; whoever wants
 * to see what becomes of one that does not, gives it another.
 *
 * @module
 */

import { overZones, type Spread } from "../spread.ts";
import { merge, type Points, search } from "./points.ts";

/** The rules of a ring. */
export interface RingRules {
  /** With a node's points. */
  readonly merge: (points: Points, own: Uint32Array, owner: number) => Points;
  /** The point for a position. */
  readonly search: (positions: Uint32Array, position: number) => number;
  /** How copies are spread. */
  readonly spread: Spread;
}

/** The right ones. */
export const rules: RingRules = {
  merge,
  search,
  spread: overZones,
};
