/** What comes of comparing trees: three nodes, each a map. @module */

import type { Model } from "hb/grade/played.ts";
import { isNewer, type Item, leafOf, type MerkleRules } from "../given.ts";
import { hashOf } from "./tree_costs.ts";

export interface Event {
  readonly type: "put" | "session";
  /** Who writes, or begins. */
  readonly node: number;
  readonly partner: number;
  /** What is written; in a session, meanwhile. */
  readonly item: Item;
  /** After so many messages of a session nothing comes through any more. */
  readonly lost: number;
  /** After so many messages of a session somebody writes. */
  readonly written: number;
  /** Who begins a session with this node at the same time. */
  readonly also?: number;
}

/** What a node has. */
export type Items = ReadonlyMap<string, Item>;

export const NODES = 3;

export const itemInWords = ({ key, version, value }: Item) =>
  `${key}@${version}${value === null ? " deleted" : `="${value}"`}`;

export const hasInWords = (node: number, items: readonly Item[]) =>
  `node ${node} then has ${
    items.toSorted((a, b) => a.key < b.key ? -1 : a.key > b.key ? 1 : 0).map(itemInWords)
      .join(", ") || "nothing"
  }`;

export class RightMerkle implements Model<Event> {
  readonly #rules: MerkleRules;
  readonly #has: Map<string, Item>[] = Array.from({ length: NODES }, () => new Map());
  /** What each node that took part has now, as it says. */
  came: readonly (readonly [node: number, items: readonly Item[]])[] = [];

  constructor(rules: MerkleRules) {
    this.#rules = rules;
  }

  resolve(event: Event): Event {
    return event;
  }

  after(event: Event): string[] {
    const { type, node, partner, item, lost, written } = event;
    if (type === "put") {
      put(this.#has[node]!, item);
      return [hasInWords(node, [...this.#has[node]!.values()])];
    }
    if (event.also !== undefined) return this.#overlapping(node, partner, event.also);
    const whole = new Map(this.#has[node]);
    for (const each of this.#has[partner]!.values()) put(whole, each);
    const isWritten = written < Infinity, isWhole = lost === Infinity && !isWritten;
    // What was written meanwhile is at its writer's at least.
    if (isWritten) put(this.#has[node]!, item);
    const most = new Map(whole);
    if (isWritten) put(most, item);
    return [node, partner].map((each) => {
      const items = this.came.find(([node]) => node === each)?.[1] ?? [];
      const right = this.#is(items, isWhole ? whole : this.#has[each]!, most)
        ? items
        : [...(isWhole || lost === Infinity ? most : this.#has[each]!).values()];
      this.#has[each] = new Map(right.map((each) => [each.key, each]));
      return hasInWords(each, right);
    });
  }

  /** Two sessions of a node at once: what each partner gets of the other's is left open. */
  #overlapping(node: number, ...partners: readonly number[]): string[] {
    const before = this.#has.map((each) => new Map(each));
    const union = (...nodes: readonly number[]) => {
      const all = new Map<string, Item>();
      for (const item of nodes.flatMap((each) => [...before[each]!.values()])) put(all, item);
      return all;
    };
    const most = union(node, ...partners);
    return [node, ...partners].map((each) => {
      const items = this.came.find(([node]) => node === each)?.[1] ?? [];
      const least = each === node ? most : union(node, each);
      const right = this.#is(items, least, most) ? items : [...least.values()];
      this.#has[each] = new Map(right.map((item) => [item.key, item]));
      return hasInWords(each, right);
    });
  }

  /** Whether all of the first are there or newer, and nothing that is not in the second or older. */
  #is(items: readonly Item[], least: Items, most: Items): boolean {
    const has = new Map(items.map((each) => [each.key, each]));
    if (has.size !== items.length) return false;
    const isSome = items.every((each) => {
      const newest = most.get(each.key);
      return newest !== undefined && !isNewer(each, newest);
    });
    return isSome && [...least.values()].every((each) => {
      const own = has.get(each.key);
      return own !== undefined && !isNewer(each, own);
    });
  }

  /** What a node has, by leaf, as it was before what happens now. */
  leaves(node: number): Map<string, Items> {
    const leaves = new Map<string, Map<string, Item>>();
    for (const item of this.#has[node]!.values()) {
      const path = leafOf(hashOf(item.key), this.#rules).join("/");
      const leaf = leaves.get(path) ?? new Map();
      leaves.set(path, leaf.set(item.key, item));
    }
    return leaves;
  }
}

function put(items: Map<string, Item>, item: Item): void {
  const own = items.get(item.key);
  if (own === undefined || isNewer(item, own)) items.set(item.key, item);
}
