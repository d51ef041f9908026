/** Mistakes in what is hashed, or in what is made of a hash. @module */

import type { Hash64 } from "../hash/xxhash64.ts";
import type { Hashing } from "../hash/hashing.ts";
import { assertSome } from "../face.ts";
import { membersOf, weightOf } from "../members.ts";
import { best, rendezvous } from "../rendezvous/rendezvous.ts";
import { score, weigh } from "../rendezvous/score.ts";
import { ring } from "../ring/ring.ts";
import { jumping } from "../jump/jump.ts";
import { among, answering, type PlacementBugs, remade } from "./bug.ts";
import { breaks } from "./guarantees.ts";

/** All of them. */
export const hashBugs: PlacementBugs = {
  "names and numbers joined": {
    words:
      'A point is the hash of name and number as one text. Point 11 of "a" is point 1 of "a1", ' +
      "and one of them has no keys from it.",
    kind: "ring",
    make: (members, hashing) => ring(members, { hashing: joined(hashing) }),
    breaks: breaks("names"),
  },
  "the object, not its address": {
    words: "A node's identity is what the program made of it, such as the order in which it was " +
      "constructed. Two clients with one list disagree, and so does one that starts again.",
    kind: "rendezvous",
    reports: ["python-binary-memcached 236"],
    make(members, hashing) {
      // One after another, as they are constructed.
      const objects = new Map<string, number>();
      return remade(members, (members) => {
        for (const { id } of members) objects.set(id, objects.get(id) ?? objects.size);
        const point = (id: string) => hashing.point(`object ${objects.get(id)}`, 0);
        return rendezvous(members, { hashing: { ...hashing, point } });
      });
    },
    breaks: breaks("order", "collide", "edges"),
  },
  "the name, not the address": {
    words: "All endpoints of one name share one hash, and of those the first has all keys; the " +
      "others have none.",
    kind: "rendezvous",
    reports: ["nginx 523"],
    make: (members, hashing) =>
      rendezvous(members, {
        hashing: { ...hashing, point: (id) => hashing.point(id.replace(/\.\d+$/, ""), 0) },
      }),
    breaks: breaks("even", "weighted"),
  },
  "ties to who came first": {
    words:
      "Of nodes with one score the first of the list wins: lists in other orders, other nodes.",
    kind: "rendezvous",
    reports: ["clohfink/RendezvousHash 1"],
    make: (members, hashing) =>
      remade(members, (members) => {
        const points = members.map(({ id }) => hashing.point(id, 0));
        const worth = (hash: Hash64, i: number) => {
          const plain = score(hash, points[i]!.high, points[i]!.low);
          return weigh(plain, weightOf(members[i]!));
        };
        return answering(rendezvous(members, { hashing }), () => ({
          place(key) {
            assertSome(members);
            const hash = hashing.key(key);
            return members[best(members.length, (i) => worth(hash, i))]!.id;
          },
        }));
      }),
    breaks: breaks("collide"),
  },
  "modulo": {
    words: "The hash modulo the number of nodes: nearly all keys move when it changes.",
    kind: "jump",
    make: (members, hashing) =>
      answering(jumping(members, { hashing }), (right) => ({
        place(key) {
          assertSome(right.members);
          return right.members[among(hashing, key, right.members.length)]!.id;
        },
      })),
    breaks: breaks("distinct"),
  },
  "buckets in the order of arrival": {
    words: "The list is not sorted by name before a bucket is taken by its number.",
    kind: "jump",
    make: (members, hashing) =>
      remade(members, (members) =>
        answering(jumping(members, { hashing }), (right) => {
          const sorted = membersOf(members);
          const arrived = new Map(sorted.map(({ id }, i) => [id, members[i]!.id]));
          return {
            place: (key) => arrived.get(right.place(key))!,
            replicas: (key, count) => right.replicas(key, count).map((id) => arrived.get(id)!),
          };
        })),
    breaks: breaks("order", "zones", "collide", "edges"),
  },
  "fewer copies than asked for": {
    words: "Where there are not enough nodes, there are fewer copies, and nobody is told.",
    kind: "rendezvous",
    make: (members, hashing) =>
      answering(rendezvous(members, { hashing }), (right) => ({
        replicas: (key, count) => right.replicas(key, Math.min(count, right.members.length)),
      })),
    breaks: breaks("refusals"),
  },
};

/** Names and numbers as one text. */
function joined(hashing: Hashing): Hashing {
  return { ...hashing, point: (id, copy) => hashing.point(`${id}${copy}`, 0) };
}
