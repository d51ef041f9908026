/** Mistakes in Maglev's table and among an anchor's buckets. @module */

import { maglev } from "../maglev/maglev.ts";
import { rules } from "../maglev/rules.ts";
import { isPrime } from "../maglev/table.ts";
import { anchor } from "../anchor/anchor.ts";
import { rules as anchorRules } from "../anchor/rules.ts";
import { type PlacementBugs, remade } from "./bug.ts";
import { breaks } from "./guarantees.ts";

/** All of them. */
export const tableBugs: PlacementBugs = {
  "turns in the order of the list": {
    words: "Nodes have their turns in the order in which they are listed: with the same nodes in " +
      "another order, other entries are theirs.",
    kind: "maglev",
    reports: ["envoy 20703"],
    make: (members, hashing) =>
      maglev(members, { hashing, rules: { ...rules, turns: (arrived) => arrived } }),
    breaks: breaks("order", "collide"),
  },
  "too small a table": {
    words: "A table with hardly more entries than nodes, made anew for each number of them: some " +
      "nodes have twice as many as others.",
    kind: "maglev",
    make: (members, hashing) =>
      remade(members, (members) => maglev(members, { hashing, size: primeFrom(members.length) })),
    breaks: breaks("even", "weighted"),
  },
  "the first bucket that is free": {
    words:
      "A node that comes has not the bucket that was removed last but the one removed first, " +
      "and others have remembered how many worked in between.",
    kind: "anchor",
    make: (members, hashing) =>
      anchor(members, { hashing, rules: { ...anchorRules, next: () => 0 } }),
    breaks: breaks("trace", "refusals"),
  },
};

/** The least prime that is not below a number. */
function primeFrom(number: number): number {
  let prime = Math.max(2, number);
  while (!isPrime(prime)) prime++;
  return prime;
}
