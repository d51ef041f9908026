/** Keys, and who answers reads of which of them. @module */

import type { NodeId } from "../model/protocol.ts";

/** Keys that lie next to each other, and who answers reads of them. */
export interface KeyRange {
  /** The first key. */
  readonly from: string;
  /** The first key that is not in it any more; null when all that come after `from` are. */
  readonly to: string | null;
  /** Who answers reads. */
  readonly responders: readonly NodeId[];
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

/** Whoever answers reads of one of these keys. */
export function respondersIn(ranges: readonly KeyRange[], keys: Keys): Set<NodeId> {
  const found = new Set<NodeId>();
  for (const range of ranges) {
    if (keys !== null && !keys.some((key) => isIn(key, range))) continue;
    for (const node of range.responders) found.add(node);
  }
  return found;
}

/** Whether a server answers reads of all of these keys. */
export function answersIn(ranges: readonly KeyRange[], node: NodeId, keys: Keys): boolean {
  const own = ranges.filter(({ responders }) => responders.includes(node));
  if (keys === null) return own.some(({ from, to }) => from === "" && to === null);
  return keys.every((key) => own.some((range) => isIn(key, range)));
}

/** Everybody who answers reads of something. */
export function wantedIn(ranges: readonly KeyRange[]): Set<NodeId> {
  return new Set(ranges.flatMap(({ responders }) => responders));
}

/** The first of the ranges in which a key is. */
export function rangeOf(ranges: readonly KeyRange[], key: string): KeyRange | undefined {
  return ranges.find((range) => isIn(key, range));
}

/** The first range in which there is no key; undefined when there is none such. */
export function emptyIn(ranges: readonly KeyRange[]): KeyRange | undefined {
  return ranges.find(({ from, to }) => to !== null && to <= from);
}

function isIn(key: string, { from, to }: KeyRange): boolean {
  return from <= key && (to === null || key < to);
}
