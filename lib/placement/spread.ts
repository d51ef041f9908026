/** Copies on nodes that do not fail together. @module */

import { zoneOf } from "./members.ts";
import type { Member } from "./placement.ts";

/** How copies are spread over nodes. */
export type Spread = (
  walk: Iterable<number>,
  members: readonly Member[],
  count: number,
) => readonly number[];

/**
 * The first `count` nodes of a walk, each once, that are in different zones while there are new
 * ones; then those that were passed over. A walk may name a node several times, and leave nodes
 * out: those come last, by name.
 *
 * Reading stops as soon as nothing can change any more: after `count` zones, or with all of them
 * when there are fewer and enough nodes were passed over.
 */
export function overZones(
  walk: Iterable<number>,
  members: readonly Member[],
  count: number,
): readonly number[] {
  const enoughZones = Math.min(count, new Set(members.map(zoneOf)).size);
  const chosen: number[] = [], passed: number[] = [];
  const seen = new Set<number>(), zones = new Set<string>();
  for (const at of both(walk, members.length)) {
    if (seen.has(at)) continue;
    seen.add(at);
    const zone = zoneOf(members[at]!);
    if (zones.has(zone)) passed.push(at);
    else chosen.push(at);
    zones.add(zone);
    if (zones.size === enoughZones && chosen.length + passed.length >= count) break;
  }
  return [...chosen, ...passed].slice(0, count);
}

function* both(walk: Iterable<number>, count: number): Generator<number> {
  yield* walk;
  for (let at = 0; at < count; at++) yield at;
}
