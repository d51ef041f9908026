/** What comparing two trees may cost. @module */

import { fnv1a, spread } from "hb/model/hash.ts";
import type { Item, MerkleRules } from "../given.ts";
import type { Items } from "./right_merkle.ts";

/** The hash of a text. */
export const hashOf = (text: string): number => spread(fnv1a(text));

/** What is counted. */
export interface Costs {
  readonly messages: number;
  readonly hashes: number;
  readonly items: number;
  /** How often `io.hash` was called. */
  readonly calls: number;
}

type Leaves = ReadonlyMap<string, Items>;

/** What a session takes at most that nothing disturbs. */
export function most(a: Leaves, b: Leaves, { branching, depth }: MerkleRules): Costs {
  const differ = [...new Set([...a.keys(), ...b.keys()])].filter((path) =>
    differing(a.get(path), b.get(path)) > 0
  );
  const inner = new Set<string>();
  let items = 0, largest = 0;
  for (const leaf of differ) {
    const path = leaf.split("/");
    for (let at = 0; at < depth; at++) inner.add(path.slice(0, at).join("/"));
    const [ours, theirs] = [a.get(leaf), b.get(leaf)];
    items += Math.max(ours?.size ?? 0, theirs?.size ?? 0) + differing(ours, theirs);
    largest = Math.max(largest, new Set([...ours?.keys() ?? [], ...theirs?.keys() ?? []]).size);
  }
  const changes = items * (depth + 3 + largest);
  return {
    messages: 1 + inner.size + 2 * differ.length,
    hashes: 1 + branching * inner.size,
    items,
    calls: changes,
  };
}

/** How many keys are not the same in both. */
function differing(a: Items = new Map(), b: Items = new Map()): number {
  const isAlike = (x: Item | undefined, y: Item | undefined) =>
    x?.version === y?.version && x?.value === y?.value;
  return [...new Set([...a.keys(), ...b.keys()])].filter((key) => !isAlike(a.get(key), b.get(key)))
    .length;
}

/** What costs too much, in words. */
export function tooMuch(costs: Costs, bound: Costs): string[] {
  const names = {
    messages: "messages",
    hashes: "hashes in messages",
    items: "items in messages",
    calls: "calls of io.hash",
  };
  return (Object.keys(names) as (keyof Costs)[]).filter((each) => costs[each] > bound[each])
    .map((each) => `it takes ${costs[each]} ${names[each]}, where ${bound[each]} are enough`);
}
