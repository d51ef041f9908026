/**
 * Where ranges are, as the driver's leader has been told: at any time some of it is of yesterday.
 * Of two ranges that have a key in common, the one of a later version is right.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Route } from "../messages.ts";
import { holds, overlap } from "../range/interval.ts";
import type { Held, Told } from "./messages.ts";
import type { Seen } from "./plan/seen.ts";
import type { Soft } from "./state.ts";

/** Takes in what a node tells of a range that it leads. */
export function hear(soft: Soft, from: NodeId, told: Told, now: number): void {
  const there = soft.ranges.get(told.group);
  if (there !== undefined && isNewer(there, told)) return;
  const isSame = there !== undefined && there.version === told.version;
  const seen: Seen = { ...told, leader: from, since: isSame ? there.since : now };
  soft.ranges.set(told.group, seen);
  soft.hasNews = true;
  if (!isSame || soft.index === null) return void (soft.index = null);
  const at = placeOf(soft.index, told.start);
  if (soft.index[at]?.group === told.group) soft.index[at] = seen;
  else soft.index = null;
}

/** Whether what is known of a range is newer than what is told. */
function isNewer(a: Told, b: Told): boolean {
  if (a.version !== b.version) return a.version > b.version;
  if (a.conf !== b.conf) return a.conf > b.conf;
  return a.term > b.term;
}

/** The ranges in the order of their keys; those that others have become are forgotten. */
export function rangesOf(soft: Soft): readonly Seen[] {
  if (soft.index !== null) return soft.index;
  const index: Seen[] = [];
  const inOrder = [...soft.ranges.values()]
    .sort((a, b) => a.start < b.start ? -1 : a.start > b.start ? 1 : a.version - b.version);
  for (const range of inOrder) {
    for (;;) {
      const last = index.at(-1);
      if (last === undefined || !overlap(last, range)) {
        index.push(range);
        break;
      }
      if (last.version > range.version) {
        soft.ranges.delete(range.group);
        break;
      }
      index.pop();
      soft.ranges.delete(last.group);
    }
  }
  soft.index = index;
  return index;
}

/** The place of the last range that begins at a key or before it; −1: there is none. */
function placeOf(index: readonly Seen[], key: string): number {
  let low = 0, high = index.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (index[middle]!.start <= key) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Where a key is; none: it is not known. */
export function routesTo(soft: Soft, key: string): Route[] {
  const index = rangesOf(soft), range = index[placeOf(index, key)];
  if (range === undefined || !holds(range, key)) return [];
  const { group, start, end, version, conf, voters, learners, leader } = range;
  return [{ group, start, end, version, conf, members: [...voters, ...learners], leader }];
}

/** Those of the replicas on a node that are of no use: a later configuration does not name it. */
export function staleOf(soft: Soft, node: NodeId, holds: readonly Held[]): Held[] {
  const stale: Held[] = [];
  for (const { group, conf } of holds) {
    const range = soft.ranges.get(group);
    if (range === undefined || range.conf <= conf) continue;
    if (range.voters.includes(node) || range.learners.includes(node)) continue;
    stale.push({ group, conf: range.conf });
  }
  return stale;
}
