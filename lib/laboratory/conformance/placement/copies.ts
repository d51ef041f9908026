/** What placements promise of copies. @module */

import type { Placement } from "../../../placement/placement.ts";
import type { Guarantee } from "../guarantee.ts";
import { KEYS, made, MEMBERS, type PlacementKind } from "./subject.ts";

/** Copies lie on different nodes. */
export const distinct: Guarantee<PlacementKind> = {
  name: "copies are on different nodes, the first where the key is placed",
  breach(kind) {
    const placement = made(kind, MEMBERS);
    for (const key of KEYS.slice(0, 500)) {
      for (let count = 0; count <= MEMBERS.length; count += count < 3 ? 1 : 7) {
        const ids = placement.replicas(key, count);
        if (ids.length !== count || new Set(ids).size !== count) return `"${key}": ${ids}`;
        if (count > 0 && ids[0] !== placement.place(key)) return `"${key}" is not at ${ids[0]}`;
      }
    }
    return undefined;
  },
};

/** Copies lie in different zones, also of nodes that were weighed. */
export const zones: Guarantee<PlacementKind> = {
  name: "copies are in different zones, as many as there are",
  breach(kind) {
    const placement = made(kind, MEMBERS), found = together(placement);
    if (found !== undefined || !kind.weights) return found;
    const weighed = together(MEMBERS.reduce((all, { id }) => all.weigh(id, 2), placement));
    return weighed && `after all nodes were weighed, ${weighed}`;
  },
};

/** The first key of which more copies than need be lie in one zone. */
function together(placement: Placement): string | undefined {
  const zoneOf = new Map(MEMBERS.map(({ id, zone }) => [id, zone]));
  const all = new Set(zoneOf.values()).size;
  for (const key of KEYS.slice(0, 500)) {
    for (const count of [2, all, all + 2]) {
      const ids = placement.replicas(key, count);
      const found = new Set(ids.map((id) => zoneOf.get(id))).size;
      if (found !== Math.min(count, all)) return `"${key}": ${ids} are in ${found} zones`;
    }
  }
  return undefined;
}
