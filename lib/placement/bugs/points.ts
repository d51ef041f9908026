/** Mistakes on a ring. @module */

import { membersOf, weightOf } from "../members.ts";
import type { Member, Placement } from "../placement.ts";
import { type Points, search } from "../ring/points.ts";
import { ring } from "../ring/ring.ts";
import { rules } from "../ring/rules.ts";
import { overZones } from "../spread.ts";
import { type PlacementBugs, remade } from "./bug.ts";
import { breaks } from "./guarantees.ts";

const kind = "ring";

/** All of them. */
export const ringBugs: PlacementBugs = {
  "a point overwrites another": {
    words:
      "Points are a map from positions to nodes, so of two at one position one is lost; when " +
      "the node that has it goes, its range goes to neither.",
    kind,
    reports: [
      "pragmatica 1324",
      "stathat/consistent 5",
      "lafikl/consistent 10",
      "pekko 3279",
    ],
    make: (members, hashing) =>
      members.reduce(
        (made, member) => made.add(member),
        ring([], { hashing, rules: { ...rules, merge: overwriting } }),
      ),
    breaks: breaks("collide"),
  },
  "ties in the order of arrival": {
    words:
      "Of two points at one position the one that came first has it, and clients that met the " +
      "nodes in other orders disagree.",
    kind,
    reports: ["libmemcached 41", "ringpop-go 196", "ringpop-node 317"],
    make: (members, hashing) =>
      members.reduce(
        (made, member) => made.add(member),
        ring([], { hashing, rules: { ...rules, merge: behind } }),
      ),
    breaks: breaks("collide"),
  },
  "points by the share of all weight": {
    words:
      "A node has points by its share of the weight of all. One that comes takes points from " +
      "all others, and keys move among nodes that have nothing to do with it.",
    kind,
    reports: ["RJ/ketama 13", "memcached 873"],
    make: (members, hashing) =>
      remade(members, (members) => ring(byShare(members), { hashing, points: 1000 })),
    breaks: breaks("comes", "goes", "weighs"),
  },
  "no way round": {
    words: "A key behind the last point is not taken to the first: it goes to no node.",
    kind,
    reports: ["node-consistent-hashing 1"],
    make: (members, hashing) => ring(members, { hashing, rules: { ...rules, search: unbounded } }),
    breaks: breaks(
      "somewhere",
      "steady",
      "order",
      "comes",
      "goes",
      "trace",
      "weighs",
      "even",
      "weighted",
      "names",
      "distinct",
      "edges",
    ),
  },
  "changed where it stands": {
    words:
      "Adding and removing nodes changes the placement itself, and whoever still looks up where" +
      " keys were finds where they will be.",
    kind,
    make(members, hashing) {
      let now: Placement = ring(members, { hashing });
      const same: Placement = {
        get members() {
          return now.members;
        },
        place: (key) => now.place(key),
        replicas: (key, count) => now.replicas(key, count),
        add: (member) => changed(now.add(member)),
        remove: (id) => changed(now.remove(id)),
        weigh: (id, weight) => changed(now.weigh(id, weight)),
      };
      const changed = (next: Placement) => {
        now = next;
        return same;
      };
      return same;
    },
    breaks: breaks("steady", "goes", "collide"),
  },
  "copies on one node": {
    words:
      "Copies lie at the next points, whoever has them: a node keeps several, and all are lost with it.",
    kind,
    make: (members, hashing) =>
      ring(members, {
        hashing,
        rules: { ...rules, spread: (walk, _, count) => [...walk].slice(0, count) },
      }),
    breaks: breaks("distinct", "zones"),
  },
  "copies in one zone": {
    words:
      "Copies lie on the next nodes, whichever zones those are in: a rack can have all of them.",
    kind,
    make: (members, hashing) =>
      ring(members, {
        hashing,
        rules: {
          ...rules,
          spread: (walk, members, count) =>
            overZones(walk, members.map(({ id }) => ({ id })), count),
        },
      }),
    breaks: breaks("zones"),
  },
};

/** Merges; of points at one position it keeps the last. */
function overwriting(points: Points, own: Uint32Array, owner: number): Points {
  const merged = rules.merge(points, own, owner), { positions, owners } = merged;
  const taken = new Set(own);
  const keeps = (i: number) => owners[i] === owner || !taken.has(positions[i]!);
  return {
    positions: positions.filter((_, i) => keeps(i)),
    owners: owners.filter((_, i) => keeps(i)),
  };
}

/** Merges; among equal positions it puts new points behind all old ones. */
function behind(points: Points, own: Uint32Array, owner: number): Points {
  const { positions, owners } = rules.merge(points, own, owner);
  const sorted = [...positions].map((position, i) => ({ position, owner: owners[i]! }))
    .sort((a, b) =>
      a.position - b.position || Number(a.owner === owner) - Number(b.owner === owner)
    );
  return { positions, owners: Uint32Array.from(sorted, ({ owner }) => owner) };
}

/** The same nodes, all of them together of weight 1. */
function byShare(members: readonly Member[]): readonly Member[] {
  const all = membersOf(members).reduce((sum, member) => sum + weightOf(member), 0);
  return members.map((member) => ({ ...member, weight: weightOf(member) / all }));
}

function unbounded(positions: Uint32Array, position: number): number {
  const last = positions.at(-1);
  return last === undefined || position <= last ? search(positions, position) : positions.length;
}
