/** Part 11: a whole placement, which is a ring. */

import {
  cannot,
  type Hashing,
  type Key,
  type Member,
  type Placement,
  type Placing,
  type ZonedPoint,
} from "../../exercises/14-placement/given.ts";
import { lookup } from "./lookup.ts";
import { replicas } from "./replicas.ts";
import { byPlace } from "./ring.ts";

/** How many points weight 1 is worth. */
const POINTS = 100;

export const placing: Placing = {
  make(members, hashing) {
    const none: readonly ZonedPoint[] = [];
    return members.reduce((made, member) => made.add(member), placementOf([], none, hashing));
  },
};

/** Invariant: members are sorted by name, and points, which are theirs, by position and name. */
function placementOf(
  members: readonly Member[],
  points: readonly ZonedPoint[],
  hashing: Hashing,
): Placement {
  const row = { length: points.length, at: (place: number) => points[place]! };
  const positions = { length: points.length, at: (place: number) => points[place]!.position };
  const without = (id: string, act: string) => {
    const member = members.find((each) => each.id === id);
    if (member === undefined) throw cannot(`${act} a node`, "it must be there", `"${id}"`);
    const others = members.filter((each) => each !== member);
    const left = points.filter((point) => point.id !== id);
    return { member, rest: placementOf(others, left, hashing) };
  };
  return {
    members,
    place(key) {
      const hash = hashOf(key, hashing);
      if (members.length === 0) throw cannot("place a key", "there must be a node", "0 nodes");
      return points[lookup(positions, hash)]!.id;
    },
    replicas: (key, count) => replicas(row, hashOf(key, hashing), count),
    add(member) {
      assertRight(member);
      if (members.some(({ id }) => id === member.id)) {
        throw cannot("add a node", "no two have one name", `"${member.id}"`);
      }
      const more = [...members, member].sort((a, b) => a.id < b.id ? -1 : 1);
      return placementOf(more, [...points, ...pointsOf(member, hashing)].sort(byPlace), hashing);
    },
    remove: (id) => without(id, "remove").rest,
    weigh(id, weight) {
      const { member, rest } = without(id, "weigh");
      return rest.add({ ...member, weight });
    },
  };
}

function hashOf(key: Key, hashing: Hashing): number {
  if (typeof key === "string" || key instanceof Uint8Array) return hashing.key(key).high;
  throw cannot("hash a key", "it must be a text or bytes", typeof key);
}

function pointsOf({ id, weight = 1, zone }: Member, hashing: Hashing): ZonedPoint[] {
  return Array.from({ length: Math.max(1, Math.round(POINTS * weight)) }, (_, nth) => {
    const position = hashing.point(id, nth).high;
    return zone === undefined ? { position, id } : { position, id, zone };
  });
}

function assertRight({ id, weight = 1 }: Member): void {
  if (typeof id !== "string" || id === "") {
    throw cannot("add a node", "its name must be a text and not empty", typeof id);
  }
  if (typeof weight !== "number" || !(weight > 0 && weight < Infinity)) {
    throw cannot("weigh a node", "a weight must be above 0 and finite", `${weight} for "${id}"`);
  }
}
