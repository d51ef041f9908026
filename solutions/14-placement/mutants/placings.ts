/** Placements that are wrong: the mistakes that the library knows, and some more. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { hashBugs, type PlacementBug, ringBugs, roomBugs, tableBugs } from "hb/placement/bugs.ts";
import { ring } from "hb/placement/ring/ring.ts";
import type { Answers } from "../../../exercises/14-placement/answers.ts";
import type {
  Hashing,
  Key,
  Member,
  Placement,
  Placing,
} from "../../../exercises/14-placement/given.ts";
import { placing } from "../placing.ts";

type Hash64 = ReturnType<Hashing["key"]>;

/** A mistake of the library, under a short name. */
const known = (bugs: Readonly<Record<string, PlacementBug>>): Record<string, Placing> =>
  Object.fromEntries(
    Object.entries(bugs).map(([name, { words, make }]) => [
      `${name}: ${words}`,
      { make: (members, hashing) => make(members, hashing, []) },
    ]),
  );

/** The right one with something else, after changes too. */
const spoiled = (
  spoil: (right: Placement, hashing: Hashing) => Partial<Placement>,
): Placing => ({
  make(members, hashing) {
    const around = (right: Placement): Placement => ({
      ...right,
      add: (member) => around(right.add(member)),
      remove: (id) => around(right.remove(id)),
      weigh: (id, weight) => around(right.weigh(id, weight)),
      ...spoil(right, hashing),
    });
    return around(placing.make(members, hashing));
  },
});

/** Copies are spread as if nodes were others. */
const zoned = (change: (member: Member) => Member): Placing =>
  spoiled((right, hashing) => ({
    replicas: (key, count) => placing.make(right.members.map(change), hashing).replicas(key, count),
  }));

/** Points are those of other names, or have other numbers. */
const pointed = (point: (right: Hashing, id: string, copy: number) => Hash64): Placing => ({
  make: (members, hashing) =>
    placing.make(members, { ...hashing, point: (id, copy) => point(hashing, id, copy) }),
});

/** Keys are others than they are. */
const keyed = (change: (key: Key) => Key): Placing =>
  spoiled((right) => ({
    place: (key) => right.place(change(key)),
    replicas: (key, count) => right.replicas(change(key), count),
  }));

/** Nodes are others than they are, where they come. */
const coming = (change: (member: Member) => Member): Placing => ({
  make(members, hashing) {
    const around = (right: Placement): Placement => ({
      ...right,
      add: (member) => around(right.add(change(member))),
      remove: (id) => around(right.remove(id)),
      weigh: (id, weight) => around(right.weigh(id, change({ id, weight }).weight ?? weight)),
    });
    return around(placing.make(members.map(change), hashing));
  },
});

const weighing = (change: (weight: number) => number): Placing =>
  coming(({ weight, ...member }) =>
    weight === undefined ? member : { ...member, weight: change(weight) }
  );

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
    "unlisted: members are listed in the order of a language": spoiled(({ members }) => ({
      members: members.toSorted((a, b) => a.id.localeCompare(b.id)),
    })),
    "stale: who is weighed is listed with the weight that it had": spoiled((right) => ({
      weigh: (id, weight) => ({ ...right.weigh(id, weight), members: right.members }),
    })),
    "one-zone: nodes without a zone are in one": zoned((member) => ({ zone: "", ...member })),
    "as-zone: a node without a zone is in one of its name": zoned((member) => ({
      zone: member.id,
      ...member,
    })),
    "node-zone: it is in one that can be another's": zoned((member) => ({
      zone: `node ${member.id}`,
      ...member,
    })),
    "no-zone: a zone without a name is none": zoned(({ zone, ...member }) =>
      zone === undefined || zone === "" ? member : { ...member, zone }
    ),
    "tiny: who weighs next to nothing has nothing": spoiled((right, hashing) => {
      const heavy = () => right.members.filter(({ weight = 1 }) => weight >= 0.005);
      return {
        place: (key) => placing.make(heavy(), hashing).place(key),
        replicas: (key, count) => placing.make(heavy(), hashing).replicas(key, count),
      };
    }),
    "capped: a node has a thousand points at most": pointed((right, id, copy) =>
      right.point(id, Math.min(copy, 999))
    ),
    "normal: names that look alike are one": pointed((right, id, copy) =>
      right.point(id.normalize(), copy)
    ),
    "cases: names that differ in upper and lower case are one": pointed((right, id, copy) =>
      right.point(id.toLowerCase(), copy)
    ),
    "short: of a name 32 letters count": pointed((right, id, copy) =>
      right.point(id.slice(0, 32), copy)
    ),
    "byte-names: of a name 255 letters count": pointed((right, id, copy) =>
      right.point(id.slice(0, 255), copy)
    ),
    "prefix: who goes takes along whose names begin with its own": spoiled((right, hashing) => ({
      remove(id) {
        const left = right.members.filter((member) => !member.id.startsWith(id));
        return { ...right.remove(id), place: placing.make(left, hashing).place };
      },
    })),
    "buffer: of bytes the whole buffer is the key": keyed((key) =>
      typeof key === "string" ? key : new Uint8Array(key.buffer)
    ),
    "cached: what an array held once is its key for ever": spoiled((right) => {
      const known = new WeakMap<Uint8Array, string>();
      return {
        place(key) {
          if (!(key instanceof Uint8Array)) return right.place(key);
          if (!known.has(key)) known.set(key, right.place(key));
          return known.get(key)!;
        },
      };
    }),
    "any-key: a number is a key, as text": keyed((key) => typeof key === "number" ? `${key}` : key),
    "any-copy: copies of anything can be had": spoiled((right) => ({
      replicas: (key, count) =>
        right.replicas(key instanceof Uint8Array ? key : `${key as string}`, count),
    })),
    "any-name: a number is a name, as text": coming((member) => ({
      ...member,
      id: typeof member.id === "number" ? `${member.id as string}` : member.id,
    })),
    "no-name: a node without a name has one": coming((member) => ({
      ...member,
      id: member.id ?? "nobody",
    })),
    "infinite: a weight may be infinite": weighing((weight) => Math.min(weight, 1000)),
    "negative: a weight may be below 0": weighing((weight) => weight < 0 ? 1 : weight),
    "weighs-out: who is weighed 0 goes": spoiled((right) => ({
      weigh: (id, weight) => weight === 0 ? right.remove(id) : right.weigh(id, weight),
    })),
    "lent: a placement follows the list of which it was made": {
      make(members, hashing) {
        const first = placing.make(members, hashing), count = members.length;
        const now = () => members.length === count ? first : placing.make(members, hashing);
        return {
          ...first,
          place: (key) => now().place(key),
          replicas: (key, count) => now().replicas(key, count),
        };
      },
    },
    "empty: without a node a key is at no name": spoiled((right) => ({
      place: (key) => right.members.length === 0 ? "" : right.place(key),
    })),
  },
};
