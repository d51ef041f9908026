/** All kinds of placements, as the conformance suite and chapters take them. @module */

import { anchor } from "../../placement/anchor/anchor.ts";
import { bounded } from "../../placement/bounded/bounded.ts";
import { jumping } from "../../placement/jump/jump.ts";
import { maglev } from "../../placement/maglev/maglev.ts";
import type { Member } from "../../placement/placement.ts";
import { type Ranges, ranges } from "../../placement/ranges/ranges.ts";
import { rendezvous } from "../../placement/rendezvous/rendezvous.ts";
import { skeleton } from "../../placement/rendezvous/skeleton.ts";
import { ring } from "../../placement/ring/ring.ts";
import type { PlacementKind } from "../conformance/placement/subject.ts";

const ORDER = "nothing depends on the order in which nodes came";
const COMES = "a node that comes takes keys, and moves none among the others";
const GOES = "a node that goes moves its own keys only";
const WEIGHS = "a weight that rises takes keys, and moves none among the others";

/** A ring with 100 points a node. */
export const aRing: PlacementKind = {
  name: "ring",
  of: (members, hashing) => ring(members, { hashing }),
  weights: true,
  deviation: 0.1,
};

/** Rendezvous of all nodes. */
export const allInRendezvous: PlacementKind = {
  name: "rendezvous",
  of: (members, hashing) => rendezvous(members, { hashing }),
  weights: true,
  deviation: 0,
};

/** Rendezvous from level to level. */
export const inSkeleton: PlacementKind = {
  name: "rendezvous over a skeleton",
  of: (members, hashing) => skeleton(members, { hashing }),
  weights: true,
  deviation: 0,
  lacks: {
    [COMES]: "keys that its part of the tree takes go to all who are in it",
    [GOES]: "keys that its part of the tree gives come from all who are in it",
    [WEIGHS]: "keys that its part of the tree takes go to all who are in it",
  },
};

/** Buckets by names. */
export const jumps: PlacementKind = {
  name: "jump",
  of: (members, hashing) => jumping(members, { hashing }),
  weights: false,
  deviation: 0,
  lacks: {
    [COMES]: "all whose names come after it have other numbers",
    [GOES]: "only the last bucket can go without that",
  },
};

/** The paper's smaller table. */
export const aTable: PlacementKind = {
  name: "maglev",
  of: (members, hashing) => maglev(members, { hashing }),
  weights: true,
  deviation: 0.001,
  lacks: {
    [COMES]: "turns fall otherwise, and an entry that was free is taken",
    [GOES]: "turns fall otherwise, and an entry that was taken is free",
    [WEIGHS]: "turns fall otherwise",
  },
};

/** As many buckets as the suite needs. */
export const anchored: PlacementKind = {
  name: "anchor",
  of: (members, hashing) => anchor(members, { hashing }),
  weights: false,
  deviation: 0,
  lacks: { [ORDER]: "a bucket is that of whoever went last" },
};

/** At most a tenth above the average, over a ring that is far from that. */
export const inBounds: PlacementKind = {
  name: "bounded loads",
  of: (members, hashing, keys) =>
    bounded(members, {
      keys,
      hashing,
      epsilon: 0.1,
      over: (members, options) => ring(members, { ...options, points: 4 }),
    }),
  weights: true,
  deviation: 0.2,
  most: 1.1,
  lacks: {
    [COMES]: "what finds room again takes it from others",
    [GOES]: "what has lost its place takes others'",
    [WEIGHS]: "what finds room again takes it from others",
  },
};

/** Ranges between keys that are there, so many for each node, dealt out. */
export const inRanges: PlacementKind = {
  name: "ranges",
  of: (members, _, keys) => dealt(members, keys),
  weights: false,
  deviation: 0,
  lacks: { [ORDER]: "who keeps a range is told, and a node that comes is told nothing" },
};

const RANGES_EACH = 4;

function dealt(members: readonly Member[], keys: readonly string[]): Ranges {
  const sorted = [...new Set(keys)].sort(), all = ranges(members);
  const count = Math.min(RANGES_EACH * members.length, sorted.length);
  let map = all;
  for (let i = 1; i < count; i++) {
    const start = sorted[Math.floor(i * sorted.length / count)]!;
    map = map.split(start).move(start, all.members[i % members.length]!.id);
  }
  return map;
}

/** All of them. */
export const placementKinds: readonly PlacementKind[] = [
  aRing,
  allInRendezvous,
  inSkeleton,
  jumps,
  aTable,
  anchored,
  inBounds,
  inRanges,
];
