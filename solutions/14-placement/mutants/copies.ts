/** Bugs of copies. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Lookup, Replicas, Row, ZonedPoint } from "../../../exercises/14-placement/given.ts";
import { lookup } from "../lookup.ts";
import { replicas } from "../replicas.ts";
import { guessing } from "./lookups.ts";

/** The points seen through a function. */
const through = (
  ring: Row<ZonedPoint>,
  see: (point: ZonedPoint) => ZonedPoint,
): Row<ZonedPoint> => ({
  length: ring.length,
  at: (place) => see(ring.at(place)),
});

const seeing = (see: (point: ZonedPoint) => ZonedPoint): Replicas => (ring, hash, count) =>
  replicas(through(ring, see), hash, count);

/** The names of the points from the hash on, by whatever is done with them. */
const walking = (
  choose: (walk: readonly ZonedPoint[], count: number) => readonly string[],
): Replicas =>
(ring, hash, count) => {
  // What is refused, and what is too large to go round, is done as it must be.
  const right = replicas(ring, hash, count);
  if (count === 0 || ring.length > 500) return right;
  const positions = { length: ring.length, at: (place: number) => ring.at(place).position };
  const start = lookup(positions, hash);
  return choose(
    Array.from({ length: ring.length }, (_, i) => ring.at((start + i) % ring.length)),
    count,
  );
};

const zoneOf = ({ id, zone }: ZonedPoint) => zone === undefined ? `node ${id}` : `zone ${zone}`;

/** The last nodes that were met, and the last zones that have a copy; so many of each. */
const remembering =
  (nodes: number, zones: number, search: Lookup = lookup): Replicas => (ring, hash, count) => {
    if (!Number.isInteger(count) || count <= 0 || ring.length === 0) {
      return replicas(ring, hash, count);
    }
    const positions = { length: ring.length, at: (place: number) => ring.at(place).position };
    const start = search(positions, hash), fresh: string[] = [], passed: string[] = [];
    const met = new Set<string>(), taken = new Set<string>();
    const keep = (all: Set<string>, one: string, most: number) => {
      if (all.add(one).size > most) all.delete(all.values().next().value!);
    };
    for (let i = 0; i < ring.length && fresh.length < count; i++) {
      const point = ring.at((start + i) % ring.length);
      if (met.has(point.id)) continue;
      keep(met, point.id, nodes);
      (taken.has(zoneOf(point)) ? passed : fresh).push(point.id);
      keep(taken, zoneOf(point), zones);
    }
    const chosen = [...fresh, ...passed].slice(0, count);
    return chosen.length === count ? chosen : replicas(ring, hash, count);
  };

/** The walk ends after so many points, and what was found is what there is. */
const tired = (most: number): Replicas => (ring, hash, count) => {
  let left = most + Math.ceil(Math.log2(ring.length + 1)), last: ZonedPoint;
  const shown = {
    length: ring.length,
    at: (place: number) => left-- > 0 ? last = ring.at(place) : last,
  };
  try {
    return replicas(shown, hash, count);
  } catch {
    // What is refused rightly is refused here.
    replicas(ring, hash, count);
    return [];
  }
};

export const copyMutants: Mutants<Answers> = {
  replicas: {
    "points: the next points are taken, whoever has them": walking((walk, count) =>
      walk.slice(0, count).map(({ id }) => id)
    ),
    "neighbours: a node is left out only beside itself": walking((walk, count) =>
      walk.filter(({ id }, i) => id !== walk[i - 1]?.id).slice(0, count).map(({ id }) => id)
    ),
    "zoneless: zones are of no importance": seeing(({ position, id }) => ({ position, id })),
    "one-zone: all nodes without a zone are in one": seeing((point) => ({ zone: "", ...point })),
    "named: a node without a zone is in a zone of its name": seeing((point) => ({
      ...point,
      zone: point.zone ?? point.id,
    })),
    "empty-zone: a zone without a name is none": seeing(({ position, id, zone }) =>
      zone ? { position, id, zone } : { position, id }
    ),
    "node-zone: a node without a zone is in a zone called so": seeing((point) => ({
      ...point,
      zone: point.zone ?? `node ${point.id}`,
    })),
    "nul-zone: a node without a zone is in one that begins with a zero": seeing((point) => ({
      ...point,
      zone: point.zone ?? `\0${point.id}`,
    })),
    "zone-node: a zone is a node that is called so": seeing((point) => ({
      ...point,
      zone: point.zone === undefined ? point.id : `zone ${point.zone}`,
    })),
    "capitals: zones are compared in small letters": seeing(({ position, id, zone }) =>
      zone === undefined ? { position, id } : { position, id, zone: zone.toLowerCase() }
    ),
    "object: zones are kept in an object": walking((walk, count) => {
      const taken: Record<string, boolean> = {}, ids = new Set<string>(), passed: string[] = [];
      const fresh: string[] = [];
      for (const point of walk) {
        if (ids.has(point.id)) continue;
        ids.add(point.id);
        const zone = point.zone ?? `\0node ${point.id}`;
        (taken[zone] ? passed : fresh).push(point.id);
        taken[zone] = true;
      }
      return [...fresh, ...passed].slice(0, count);
    }),
    "signed: positions are compared with a sign": (ring, hash, count) =>
      replicas(
        through(ring, (point) => ({ ...point, position: point.position | 0 })),
        hash | 0,
        count,
      ),
    "single: positions are kept in single precision": (ring, hash, count) =>
      replicas(
        through(ring, (point) => ({ ...point, position: Math.fround(point.position) })),
        Math.fround(hash),
        count,
      ),
    "not-a-number: a count that is no number is none": (ring, hash, count) =>
      replicas(ring, hash, Number.isNaN(count) ? 0 : count),
    "all-there-are: infinitely many copies are as many as there are nodes": (ring, hash, count) => {
      if (count !== Infinity) return replicas(ring, hash, count);
      return [...new Set(Array.from({ length: ring.length }, (_, place) => ring.at(place).id))];
    },
    "guess: the search is where a hash must be if all are spread evenly": remembering(
      Infinity,
      Infinity,
      guessing(0),
    ),
    "few-zones: only 64 zones are kept in mind": remembering(Infinity, 64),
    "few-nodes: only 64 nodes are kept in mind": remembering(64, Infinity),
    "byte-of-nodes: only 256 nodes are kept in mind": remembering(256, Infinity),
    "thousand: the walk ends after a thousand points": tired(1000),
    "two-bytes: the walk ends after as many points as two bytes count": tired(2 ** 16 - 1),
    "strict: where zones are used up there are fewer copies": walking((walk, count) => {
      const zones = new Map(walk.map((point) => [zoneOf(point), ""]));
      for (const point of walk) if (!zones.get(zoneOf(point))) zones.set(zoneOf(point), point.id);
      return [...zones.values()].slice(0, count);
    }),
    "fewer: where nodes are used up there are fewer copies": (ring, hash, count) => {
      for (let less = count;; less--) {
        try {
          return replicas(ring, hash, less);
        } catch (error) {
          if (less <= 0) throw error;
        }
      }
    },
    "fraction: half a copy is none": (ring, hash, count) => replicas(ring, hash, Math.floor(count)),
    "negative: less than no copy is none": (ring, hash, count) =>
      replicas(ring, hash, Math.max(0, count)),
    "after: the walk begins behind a point at the hash": (ring, hash, count) =>
      replicas(ring, hash + 1, count),
    "start: the walk begins at the first point": (ring, _, count) => replicas(ring, 0, count),
    "straight: the walk ends behind the last point": (ring, hash, count) => {
      const right = replicas(ring, hash, count);
      if (ring.length > 500 || count === 0) return right;
      const rest = Array.from({ length: ring.length }, (_, i) => ring.at(i))
        .filter(({ position }) => position >= hash);
      try {
        return replicas({ length: rest.length, at: (place) => rest[place]! }, hash, count);
      } catch {
        return [...new Set(rest.map(({ id }) => id))].slice(0, count);
      }
    },
    "by-name: copies are listed by name": (ring, hash, count) =>
      replicas(ring, hash, count).toSorted(),
    "passed-by-name: those that were passed over come by name": walking((walk, count) => {
      const fresh: string[] = [], zones = new Set<string>();
      for (const point of walk) {
        if (!zones.has(zoneOf(point))) fresh.push(point.id);
        zones.add(zoneOf(point));
      }
      const passed = walk.map(({ id }) => id).filter((id) => !fresh.includes(id));
      return [...fresh, ...new Set(passed.sort())].slice(0, count);
    }),
    "first-only: a zone is left out only if it is the first copy's": walking((walk, count) => {
      const ids = [...new Set(walk.map(({ id }) => id))], first = zoneOf(walk[0]!);
      const zones = new Map(walk.map((point) => [point.id, zoneOf(point)]));
      const others = ids.slice(1).filter((id) => zones.get(id) !== first);
      const passed = ids.slice(1).filter((id) => zones.get(id) === first);
      return [ids[0]!, ...others, ...passed].slice(0, count);
    }),
    "whole: all points are read for any answer": (ring, hash, count) => {
      for (let place = 0; place < ring.length; place++) ring.at(place);
      return replicas(ring, hash, count);
    },
    "tired: the walk ends after a hundred points": tired(100),
  },
};
