/** Bounded loads as they must be, for weights and bounds that are exact. @module */

import type { Node } from "../given.ts";
import { few } from "./saying.ts";

/** What came of a step: the node, and how much of the walk it takes to find it. */
export interface Taken {
  readonly id: string | undefined;
  readonly needed: number;
}

/** Loads of nodes; with `all` the bound is for so many things, else for those that there are. */
export class BoundedRight {
  readonly #nodes: readonly Node[];
  readonly #epsilon: number;
  readonly #all: number | undefined;
  readonly #loads = new Map<string, number>();

  constructor(nodes: readonly Node[], epsilon: number, all?: number) {
    this.#nodes = nodes;
    this.#epsilon = epsilon;
    this.#all = all;
  }

  take(walk: readonly string[]): Taken {
    const bounds = this.#bounds(this.#all ?? this.#sum() + 1);
    const everybody = [...walk, ...this.#nodes.map(({ id }) => id).sort()];
    const at = everybody.findIndex((id) => this.#of(id) < bounds.get(id)!);
    const id = everybody[at];
    if (id !== undefined) this.#loads.set(id, this.#of(id) + 1);
    return { id, needed: Math.min(walk.length, at + 1) };
  }

  release(id: string): boolean {
    if (this.#of(id) === 0) return false;
    this.#loads.set(id, this.#of(id) - 1);
    return true;
  }

  /** Those for the next thing, before it is taken. */
  boundsInWords(): string[] {
    return [...this.#bounds(this.#all ?? this.#sum() + 1)].map(([id, most]) => `${most} for ${id}`);
  }

  #of(id: string): number {
    return this.#loads.get(id) ?? 0;
  }

  #sum(): number {
    return [...this.#loads.values()].reduce((a, b) => a + b, 0);
  }

  #bounds(things: number): Map<string, number> {
    const all = this.#nodes.reduce((sum, { weight = 1 }) => sum + weight, 0);
    return new Map(
      this.#nodes.map((
        { id, weight = 1 },
      ) => [id, Math.ceil((1 + this.#epsilon) * things * weight / all)]),
    );
  }
}

/** Weights whose sum is a power of two, and epsilons: all bounds are exact. */
export const WEIGHTS: readonly (readonly number[])[] = [
  [1],
  [1, 1],
  [1, 1, 1, 1],
  [1, 3],
  [1, 1, 2],
  [5, 1, 1, 1],
  [0.5, 1.5],
  [1, 1, 1, 1, 1, 1, 1, 1],
  [0.25, 0.125, 0.125],
  [2 ** 20, 3 * 2 ** 20],
];
export const EPSILONS: readonly number[] = [0, 0.25, 0.5, 1, 3, 2 ** -26];

/**
 * Names that are in other orders by language, by number and by code points, and some that every object
 * has. They are not sorted.
 */
export const NAMES: readonly string[] = [
  "a",
  "B",
  "\uff5a",
  "\u{1f600}",
  "10",
  "9",
  "constructor",
  "__proto__",
];

/** How nodes are named and listed: a, b and so on, or the last of them first, or as in `NAMES`. */
export type Naming = "backwards" | "unusually";

/** Such nodes, as they are listed. */
export function named(weights: readonly number[], naming?: Naming): readonly Node[] {
  const names = naming === "unusually" ? NAMES : "abcdefghijklmnopqrstuvwxyz";
  const nodes = weights.map((weight, i) => ({
    id: names[i] ?? `node ${1000 + i}`,
    ...(weight === 1 ? {} : { weight }),
  }));
  return naming === "backwards" ? nodes.reverse() : nodes;
}

/** Nodes in words. */
export const nodesInWords = (nodes: readonly Node[]): string =>
  `nodes ${few(nodes.map(({ id, weight = 1 }) => `${id} of weight ${weight}`))}`;

/** Why some epsilons are refused. */
export const EPSILON = "epsilon is a finite number from 0 on";

/** The rule. */
export const BOUND =
  "a thing goes to the first node of its walk with less than (1 + epsilon) * m * w / W, rounded up," +
  " with it " +
  "counted in m; all bounds together are m at least, so somebody has room, and who is past the end of the walk is " +
  "asked, too (section 14.5)";
