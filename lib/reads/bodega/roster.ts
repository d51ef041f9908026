/**
 * The roster (Hu, Arpaci-Dusseau and Arpaci-Dusseau 2025): who leads, and who answers reads of which keys. There is
 * one for each ballot, and whoever leads in that ballot has made it.
 *
 * @module
 */

import type { Ballot } from "../../consensus/ballot.ts";
import type { NodeId } from "../../model/protocol.ts";

/** Keys that lie next to each other, and who answers reads of them besides the leader. */
export interface KeyRange {
  /** The first key. */
  readonly from: string;
  /** The first key that is not in it any more; null when all that come after `from` are. */
  readonly to: string | null;
  /** Who answers reads. */
  readonly responders: readonly NodeId[];
}

/** A roster. */
export interface Roster {
  /** Its ballot; the node in it leads. */
  readonly ballot: Ballot;
  /** Who is wanted. */
  readonly ranges: readonly KeyRange[];
  /** Those of them who cannot be reached, and answer nothing. */
  readonly silent: readonly NodeId[];
}

/** The keys that a command reads or changes; null when that cannot be told, and it may be any. */
export type Keys = readonly string[] | null;

/** A key–value command names its key. */
export function keyOf(command: unknown): Keys {
  const { key } = Object(command) as { readonly key?: unknown };
  return typeof key === "string" ? [key] : null;
}

/** Whether two commands may have a key in common. */
export function meet(some: Keys, others: Keys): boolean {
  return some === null || others === null || some.some((key) => others.includes(key));
}

/** Whoever answers reads of one of these keys, without the leader. */
export function respondersOf({ ballot, ranges, silent }: Roster, keys: Keys): NodeId[] {
  const found = new Set<NodeId>();
  for (const range of ranges) {
    if (keys !== null && !keys.some((key) => isIn(key, range))) continue;
    for (const node of range.responders) found.add(node);
  }
  return [...found].filter((node) => node !== ballot.node && !silent.includes(node));
}

/** Whether a server answers reads of all of these keys; the leader does, whatever they are. */
export function answersFor(roster: Roster, node: NodeId, keys: Keys): boolean {
  if (node === roster.ballot.node) return true;
  if (roster.silent.includes(node)) return false;
  const own = roster.ranges.filter(({ responders }) => responders.includes(node));
  if (keys === null) return own.some(({ from, to }) => from === "" && to === null);
  return keys.every((key) => own.some((range) => isIn(key, range)));
}

/** The first of the ranges in which a key is. */
export function rangeOf(ranges: readonly KeyRange[], key: string): KeyRange | undefined {
  return ranges.find((range) => isIn(key, range));
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

function isIn(key: string, { from, to }: KeyRange): boolean {
  return from <= key && (to === null || key < to);
}

/** Everybody who is wanted for something. */
export function wantedIn(ranges: readonly KeyRange[]): Set<NodeId> {
  return new Set(ranges.flatMap(({ responders }) => responders));
}
