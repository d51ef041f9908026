/** Part 2: a ring. */

import {
  cannot,
  type HashOf,
  type Node,
  type Point,
  type Rings,
} from "../../exercises/14-placement/given.ts";

/** Invariant: points are sorted by position and then by name, and are those of the nodes. */
interface Ring {
  readonly each: number;
  readonly ids: ReadonlySet<string>;
  readonly points: readonly Point[];
}

export const ring: Rings<Ring> = {
  start(each) {
    if (!Number.isSafeInteger(each) || each < 1) {
      throw cannot("start a ring", "weight 1 must be worth at least one point", `${each}`);
    }
    return { each, ids: new Set(), points: [] };
  },
  add({ each, ids, points }, node, hash) {
    if (node.id === "") throw cannot("add a node", "its name must not be empty", '""');
    if (ids.has(node.id)) throw cannot("add a node", "no two have one name", `"${node.id}"`);
    const own = pointsOf(node, each, hash);
    return { each, ids: new Set(ids).add(node.id), points: [...points, ...own].sort(byPlace) };
  },
  remove({ each, ids, points }, id) {
    if (!ids.has(id)) throw cannot("remove a node", "it must be there", `"${id}"`);
    const others = [...ids].filter((other) => other !== id);
    return { each, ids: new Set(others), points: points.filter((point) => point.id !== id) };
  },
  weigh: (before, id, weight, hash) => ring.add(ring.remove(before, id), { id, weight }, hash),
  points: ({ points }) => points,
};

function pointsOf({ id, weight = 1 }: Node, each: number, hash: HashOf): Point[] {
  if (!(weight > 0 && weight < Infinity)) {
    throw cannot("weigh a node", "a weight must be above 0 and finite", `${weight}`);
  }
  const count = Math.max(1, Math.round(each * weight));
  return Array.from({ length: count }, (_, nth) => ({ position: hash(bytesOf(id, nth)), id }));
}

/** The length of the name, the name, and the number, so that nothing concatenates alike. */
export function bytesOf(id: string, nth: number): Uint8Array {
  const name = new TextEncoder().encode(id), bytes = new Uint8Array(name.length + 8);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, name.length);
  bytes.set(name, 4);
  view.setUint32(4 + name.length, nth);
  return bytes;
}

export function byPlace(a: Point, b: Point): number {
  return a.position - b.position || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
