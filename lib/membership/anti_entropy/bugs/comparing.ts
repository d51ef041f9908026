/** Mistakes in what is hashed, and in how trees are compared. @module */

import type { Bug } from "../../../kit/kit.ts";
import type { Change } from "./change.ts";
import { hashOf } from "../merkle/hash.ts";

const oneRepair = { by: "instance", instance: "one repair" } as const;

/** Mistakes, by what is wrong. */
export const comparingBugs: Readonly<Record<string, Bug<Change>>> = {
  "leaves hash keys only": {
    words:
      "What is hashed of an item is its key: two nodes with different values of it seem to agree.",
    change: { rules: { hashOf: ({ key }) => hashOf(key) } },
    breaks: "roots tell",
    foundBy: oneRepair,
  },
  "equal hashes cancel": {
    words:
      "What is hashed of an item is its value, and the hashes of a leaf are joined by exclusive or: a leaf with two " +
      "items of one value looks like an empty one.",
    change: {
      rules: {
        hashOf: ({ value }) => hashOf(value ?? ""),
        // Of 52 bits, as hashes are; bitwise operators of numbers see 32.
        joined: (leaf, before, after) => xor(xor(leaf, before), after),
      },
    },
    breaks: "roots tell",
    foundBy: { by: "instance", instance: "small pages" },
  },
  "the number of items is compared": {
    words: "Nodes look for differences only when one has more items than the other.",
    change: { rules: { hashOf: () => 1 } },
    breaks: "roots tell",
    foundBy: oneRepair,
  },
  "deletions are hashed as nothing": {
    words:
      "A deleted item is hashed as if it were not there: who has the deletion and who has nothing seem to agree, and an older write comes back there.",
    change: {
      rules: {
        hashOf: ({ key, value, time, node }) =>
          value === null ? 0 : hashOf(key, value, `${time}`, `${node}`),
      },
    },
    breaks: "roots tell",
    foundBy: { by: "instance", instance: "a deletion" },
  },
  "deletions do not change the tree": {
    words:
      "The tree is not brought up to date when a key is deleted: to others it is as if it were still there.",
    change: { rules: { follows: ({ value }) => value !== null } },
    breaks: "roots tell",
    foundBy: { by: "instance", instance: "a deletion" },
  },
  "the order of arrival is hashed": {
    words:
      "A leaf's hash is made of the one before and of the item that comes: nodes with the same items in another order " +
      "never agree, and each session sends them again.",
    change: { rules: { joined: (leaf, _, after) => hashOf(`${leaf}`, `${after}`) } },
    breaks: "roots tell",
    foundBy: oneRepair,
  },
  "stops at the first difference": {
    words:
      "Of the children that differ only the first is looked into, and the session ends as if that were all.",
    change: { rules: { lookedInto: (differing) => differing.slice(0, 1) } },
    breaks: "repaired is repaired",
    foundBy: oneRepair,
  },
};

function xor(a: number, b: number): number {
  const high = Math.floor(a / 2 ** 32) ^ Math.floor(b / 2 ** 32);
  return high * 2 ** 32 + ((a ^ b) >>> 0);
}
