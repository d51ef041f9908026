/** Placements that are wrong: the mistakes that the library knows, and some more. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { hashBugs, type PlacementBug, ringBugs, roomBugs, tableBugs } from "hb/placement/bugs.ts";
import { ring } from "hb/placement/ring/ring.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type { Placement, Placing } from "../../../exercises/14-placement/given.ts";
import { placing } from "../placing.ts";

/** A mistake of the library, under a short name. */
const known = (bugs: Readonly<Record<string, PlacementBug>>): Record<string, Placing> =>
  Object.fromEntries(
    Object.entries(bugs).map(([name, { words, make }]) => [
      `${name}: ${words}`,
      { make: (members, hashing) => make(members, hashing, []) },
    ]),
  );

/** The right one with something else, after changes too. */
const spoiled = (spoil: (right: Placement) => Partial<Placement>): Placing => {
  const around = (right: Placement): Placement => ({
    ...right,
    add: (member) => around(right.add(member)),
    remove: (id) => around(right.remove(id)),
    weigh: (id, weight) => around(right.weigh(id, weight)),
    ...spoil(right),
  });
  return { make: (members, hashing) => around(placing.make(members, hashing)) };
};

export const placingMutants: Mutants<Answers> = {
  placing: {
    ...known(ringBugs),
    ...known(hashBugs),
    ...known(tableBugs),
    ...known(roomBugs),
    "few points: ten points are worth weight 1": {
      make: (members, hashing) => ring(members, { hashing, points: 10 }),
    },
    "as-keys: points are hashes of names and numbers, joined, as if they were keys": {
      make: (members, hashing) =>
        placing.make(members, { ...hashing, point: (id, copy) => hashing.key(`${id}${copy}`) }),
    },
    "as-bytes: the same, as bytes": {
      make: (members, hashing) =>
        placing.make(members, {
          ...hashing,
          point: (id, copy) => hashing.key(new TextEncoder().encode(`${id}${copy}`)),
        }),
    },
    "unzoned: who is weighed is in no zone any more": spoiled((right) => ({
      weigh: (id, weight) => right.weigh(id, weight).remove(id).add({ id, weight }),
    })),
    "lowered: a weight does not fall below 1": spoiled((right) => ({
      weigh: (id, weight) => right.weigh(id, Math.max(1, weight)),
    })),
    "weightless: weights are of no importance": spoiled((right) => ({ weigh: () => right })),
    "bytes: bytes are placed as if they were text": spoiled((right) => ({
      place: (key) => right.place(typeof key === "object" ? `${key}` : key),
    })),
    "next: the first replica is not where the key is placed": spoiled((right) => ({
      replicas: (key, count) => {
        const all = right.replicas(key, count);
        return count > 1 ? [...all.slice(1), all[0]!] : all;
      },
    })),
    "silent: to remove who is not there does nothing": spoiled((right) => ({
      remove: (id) => right.members.some((each) => each.id === id) ? right.remove(id) : right,
    })),
    "empty: without a node a key is at no name": spoiled((right) => ({
      place: (key) => right.members.length === 0 ? "" : right.place(key),
    })),
  },
};
