/** The points of a ring, sorted: where each is, and whose. @module */

import type { Hashing } from "../hash/hashing.ts";

/** Points, of which the i-th is at `positions[i]` and belongs to the node at place `owners[i]`. */
export interface Points {
  /** They rise; equal ones are in the order of their nodes' names. */
  readonly positions: Uint32Array;
  /** Places among the members. */
  readonly owners: Uint32Array;
}

/** A node's place fits beside a position into the 53 bits of a number. */
const MOST_NODES = 2 ** 21;

/** The most points of a ring: a hundred for each of a hundred thousand nodes. */
const MOST_OF_ALL = 10_000_000;

function assertRoom(points: number): void {
  if (points <= MOST_OF_ALL) return;
  throw new RangeError(
    `Cannot make a ring because it has at most ${MOST_OF_ALL} points: given ${points}`,
  );
}

/** The points of all nodes, each given as its own, by the places of the nodes. */
export function pointsOfAll(all: readonly Uint32Array[]): Points {
  if (all.length > MOST_NODES) {
    throw new RangeError(
      `Cannot make a ring because it has at most ${MOST_NODES} nodes: given ${all.length}`,
    );
  }
  const length = all.reduce((sum, own) => sum + own.length, 0);
  assertRoom(length);
  const sorted = new Float64Array(length);
  let at = 0;
  for (const [owner, own] of all.entries()) {
    for (const position of own) sorted[at++] = position * MOST_NODES + owner;
  }
  sorted.sort();
  return {
    positions: Uint32Array.from(sorted, (both) => Math.floor(both / MOST_NODES)),
    owners: Uint32Array.from(sorted, (both) => both % MOST_NODES),
  };
}

/** So many points of one node, sorted. */
export function pointsOf(hashing: Hashing, id: string, count: number): Uint32Array {
  return Uint32Array.from({ length: count }, (_, copy) => hashing.point(id, copy).high).sort();
}

/**
 * Merges the points of a node that is put in at place `owner`, before whom all later ones move up.
 * Of equal points, the one whose node's name is less comes first. They stay two: a map from
 * positions to nodes would keep one, and without the other node no one would be there.
 */
export function merge(points: Points, own: Uint32Array, owner: number): Points {
  const length = points.positions.length + own.length;
  assertRoom(length);
  const positions = new Uint32Array(length), owners = new Uint32Array(length);
  for (let i = 0, old = 0, fresh = 0; i < length; i++) {
    const before = points.owners[old]!, position = points.positions[old]!;
    const isOld = fresh === own.length || old < points.positions.length &&
        (position < own[fresh]! || position === own[fresh]! && before < owner);
    positions[i] = isOld ? position : own[fresh]!;
    owners[i] = isOld ? before + Number(before >= owner) : owner;
    if (isOld) old++;
    else fresh++;
  }
  return { positions, owners };
}

/** Without the points of the node at place `owner`; all later ones move down. */
export function without({ positions, owners }: Points, owner: number): Points {
  const keeps = (_: number, i: number) => owners[i] !== owner;
  return {
    positions: positions.filter(keeps),
    owners: owners.filter((other) => other !== owner).map((other) => other - Number(other > owner)),
  };
}

/**
 * The first point that is not before `position`; behind the last one, the first of all. A point has
 * what lies before it, back to the point before, and what is exactly on it.
 */
export function search(positions: Uint32Array, position: number): number {
  let low = 0, high = positions.length;
  while (low < high) {
    const middle = low + high >>> 1;
    if (positions[middle]! < position) low = middle + 1;
    else high = middle;
  }
  return low === positions.length ? 0 : low;
}
