/** Right answers to parts 1 to 3 of exercise 14 that are built otherwise than the solution. */

import {
  cannot,
  type HashOf,
  type Lookup,
  type Node,
  type Point,
  type Replicas,
  type Rings,
  type ZonedPoint,
} from "../../exercises/14-placement/given.ts";

/** It halves steps, and not what is between two bounds. */
const bySteps: Lookup = (positions, hash) => {
  const { length } = positions;
  if (length === 0) throw cannot("search", "there must be a point", "none");
  let step = 1, before = -1;
  while (step * 2 <= length) step *= 2;
  // `before` is the last place that is known to be too small.
  for (; step >= 1; step /= 2) {
    if (before + step < length && positions.at(before + step) < hash) before += step;
  }
  return (before + 1) % length;
};

/** It asks the last position first. */
const lastFirst: Lookup = (positions, hash) => {
  if (positions.length === 0) throw new RangeError("no points");
  if (positions.at(positions.length - 1) < hash) return 0;
  const within = (low: number, high: number): number => {
    if (low === high) return low;
    const middle = low + Math.floor((high - low) / 2);
    return positions.at(middle) < hash ? within(middle + 1, high) : within(low, middle);
  };
  return within(0, positions.length - 1);
};

const isWeight = (weight: number) => Number.isFinite(weight) && weight > 0;

/** A ring is its nodes, each with its own positions; points are sorted when they are asked for. */
class ByNodes {
  static start(each: number): { each: number; nodes: Record<string, number[]> } {
    if (!(each >= 1) || each % 1 !== 0) throw new RangeError("each");
    return { each, nodes: Object.create(null) };
  }

  static add(
    ring: ReturnType<typeof ByNodes.start>,
    { id, weight }: Node,
    hash: HashOf,
  ): ReturnType<typeof ByNodes.start> {
    if (id.length === 0 || ring.nodes[id] !== undefined) throw new RangeError(id);
    return ByNodes.#with(ring, id, weight ?? 1, hash);
  }

  static remove(ring: ReturnType<typeof ByNodes.start>, id: string): typeof ring {
    if (ring.nodes[id] === undefined) throw new RangeError(id);
    const nodes = Object.assign(Object.create(null), ring.nodes);
    delete nodes[id];
    return { each: ring.each, nodes };
  }

  /** Points that are there are kept, and only more of them are hashed. */
  static weigh(
    ring: ReturnType<typeof ByNodes.start>,
    id: string,
    weight: number,
    hash: HashOf,
  ): typeof ring {
    if (ring.nodes[id] === undefined) throw new RangeError(id);
    return ByNodes.#with(ring, id, weight, hash);
  }

  static points(ring: ReturnType<typeof ByNodes.start>): Point[] {
    const all: Point[] = [];
    for (const id of Object.keys(ring.nodes).sort()) {
      for (const position of ring.nodes[id]!) all.push({ id, position });
    }
    // The sort is stable: those of one position stay in the order of names.
    return all.sort((a, b) => a.position - b.position);
  }

  static #with(
    ring: ReturnType<typeof ByNodes.start>,
    id: string,
    weight: number,
    hash: HashOf,
  ): typeof ring {
    if (!isWeight(weight)) throw new RangeError(`${weight}`);
    const count = Math.max(1, Math.round(weight * ring.each));
    const own = (ring.nodes[id] ?? []).slice(0, count);
    for (let nth = own.length; nth < count; nth++) {
      own.push(hash(new TextEncoder().encode(`${nth}:${id}`)));
    }
    const nodes = Object.assign(Object.create(null), ring.nodes);
    nodes[id] = own;
    return { each: ring.each, nodes };
  }
}

/** A ring is a list of points; each is put where it belongs, and has its name behind a colon. */
const byInsertion: Rings<{ each: number; points: Point[] }> = {
  start(each) {
    if (!Number.isInteger(each) || each <= 0) throw new RangeError();
    return { each, points: [] };
  },
  add({ each, points }, { id, weight = 1 }, hash) {
    if (id === "" || points.some((point) => point.id === id) || !isWeight(weight)) {
      throw new RangeError();
    }
    const more = [...points];
    for (let left = Math.max(1, Math.round(each * weight)); left > 0; left--) {
      const position = hash(new TextEncoder().encode(JSON.stringify([id, left])));
      let at = more.findIndex((point) =>
        point.position > position || point.position === position && point.id >= id
      );
      if (at < 0) at = more.length;
      more.splice(at, 0, { position, id });
    }
    return { each, points: more };
  },
  remove({ each, points }, id) {
    const others = points.filter((point) => point.id !== id);
    if (others.length === points.length) throw new RangeError();
    return { each, points: others };
  },
  weigh: (ring, id, weight, hash) =>
    byInsertion.add(byInsertion.remove(ring, id), { id, weight }, hash),
  points: (ring) => ring.points,
};

/** It takes each node's first point, and then chooses among nodes. */
const nodesFirst: Replicas = (ring, hash, count) => {
  if (!(count >= 0) || !Number.isInteger(count)) throw new RangeError();
  const met = new Map<string, string | undefined>(), chosen: string[] = [];
  if (count > 0) {
    const start = lastFirst({ length: ring.length, at: (at) => ring.at(at).position }, hash);
    const zones = new Set<string>();
    for (let i = start; i < start + ring.length && zones.size < count; i++) {
      const { id, zone } = ring.at(i < ring.length ? i : i - ring.length);
      met.set(id, zone);
      zones.add(JSON.stringify(zone === undefined ? [id] : zone));
    }
  }
  const isNew = (id: string) =>
    met.get(id) === undefined || !chosen.some((other) => met.get(other) === met.get(id));
  for (const id of met.keys()) if (isNew(id)) chosen.push(id);
  for (const id of met.keys()) if (!chosen.includes(id)) chosen.push(id);
  if (chosen.length < count) throw new RangeError();
  return chosen.slice(0, count);
};

/** It goes round with a generator, and ends it when it has enough. */
const byWalking: Replicas = (ring, hash, count) => {
  if (count !== Math.trunc(count) || count < 0) throw cannot("place", "whole numbers", `${count}`);
  const nodes: ZonedPoint[] = [], spare: ZonedPoint[] = [];
  for (const point of count === 0 ? [] : walk()) {
    if ([...nodes, ...spare].some(({ id }) => id === point.id)) continue;
    const isTaken = point.zone !== undefined && nodes.some(({ zone }) => zone === point.zone);
    (isTaken ? spare : nodes).push(point);
    if (nodes.length === count) break;
  }
  if (nodes.length + spare.length < count) throw cannot("place", "enough nodes", `${count}`);
  return nodes.concat(spare).map(({ id }) => id).slice(0, count);

  function* walk(): Generator<ZonedPoint> {
    const start = bySteps({ length: ring.length, at: (place) => ring.at(place).position }, hash);
    for (let place = start; place < ring.length; place++) yield ring.at(place);
    for (let place = 0; place < start; place++) yield ring.at(place);
  }
};

/** Two answers to each part. */
export const rings = [
  { lookup: bySteps, ring: ByNodes as unknown as Rings, replicas: nodesFirst },
  { lookup: lastFirst, ring: byInsertion as Rings, replicas: byWalking },
] as const;
