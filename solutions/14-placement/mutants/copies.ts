/** Bugs of copies. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Replicas, Row, ZonedPoint } from "../../../exercises/14-placement/given.ts";
import { lookup } from "../lookup.ts";
import { replicas } from "../replicas.ts";

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
    "tired: the walk ends after a hundred points": (ring, hash, count) => {
      let left = 100 + Math.ceil(Math.log2(ring.length + 1));
      const tired = {
        length: ring.length,
        at: (place: number) => left-- > 0 ? ring.at(place) : ring.at(0),
      };
      try {
        return replicas(tired, hash, count);
      } catch (error) {
        if (count > ring.length || count < 0 || !Number.isInteger(count)) throw error;
        return [];
      }
    },
  },
};
