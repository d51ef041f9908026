/**
 * The roster (Hu, Arpaci-Dusseau and Arpaci-Dusseau 2025): who leads, and who answers reads of which keys. There is
 * one for each ballot, and whoever leads in that ballot has made it.
 *
 * @module
 */

import type { Ballot } from "../../consensus/ballot.ts";
import type { NodeId } from "../../model/protocol.ts";
import { answersIn, type KeyRange, type Keys, respondersIn } from "../keys.ts";

/** A roster. */
export interface Roster {
  /** Its ballot; the node in it leads. */
  readonly ballot: Ballot;
  /** Who is wanted, besides the leader. */
  readonly ranges: readonly KeyRange[];
  /** Those of them who cannot be reached, and answer nothing. */
  readonly silent: readonly NodeId[];
}

/** Whoever answers reads of one of these keys, without the leader. */
export function respondersOf({ ballot, ranges, silent }: Roster, keys: Keys): NodeId[] {
  return [...respondersIn(ranges, keys)]
    .filter((node) => node !== ballot.node && !silent.includes(node));
}

/** Whether a server answers reads of all of these keys; the leader does, whatever they are. */
export function answersFor(roster: Roster, node: NodeId, keys: Keys): boolean {
  if (node === roster.ballot.node) return true;
  return !roster.silent.includes(node) && answersIn(roster.ranges, node, keys);
}

/** The ranges, of which the one that begins there has one more who answers; the same if it has them, or is not there. */
export function withResponder(
  ranges: readonly KeyRange[],
  begins: string,
  node: NodeId,
): readonly KeyRange[] {
  const found = ranges.find(({ from }) => from === begins);
  if (found === undefined || found.responders.includes(node)) return ranges;
  const responders = [...found.responders, node].sort((a, b) => a - b);
  return ranges.map((range) => range === found ? { ...range, responders } : range);
}
