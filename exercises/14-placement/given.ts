/**
 * What is given: what each part is told, what it may use, and what it must be. There is nothing to fill
 * in here. This file has parts 1 to 6, which say where a key is kept; `balancers.ts` has parts 7 to 10,
 * and `wholes.ts` the last two.
 *
 * A hash is a whole number from 0 to 2 ** 32 - 1. Hashes and draws are arguments: nothing here is random
 * by itself. Names are compared with `<`.
 *
 * What cannot be done is refused by a `RangeError` that says so. `cannot` makes one:
 *
 *     throw cannot("place a key", "there must be a node", "0 nodes");
 *
 * @module
 */

export { todo } from "hb/grade/todo.ts";
export type * from "./balancers.ts";
export type * from "./wholes.ts";

/** An error in the words of the house: "Cannot place a key because there must be a node: given 0 nodes". */
export function cannot(act: string, why: string, given: string): RangeError {
  return new RangeError(`Cannot ${act} because ${why}: given ${given}`);
}

// deno-lint-ignore no-explicit-any -- what an answer keeps is the reader's affair
export type Any = any;

/** Many things in a row. How many are read is counted. */
export interface Row<T> {
  /** How many there are. */
  readonly length: number;
  /** The one at a place from 0 to `length` - 1. */
  at(place: number): T;
}

/** Part 1. The place of the first position at or after the hash, round the circle. The row rises. */
export type Lookup = (positions: Row<number>, hash: number) => number;

/** A node. */
export interface Node {
  readonly id: string;
  /** Above 0; default 1. */
  readonly weight?: number;
}

/** A point on a ring. */
export interface Point {
  readonly position: number;
  /** Whose it is. */
  readonly id: string;
}

/** Hashes bytes; each call is counted. */
export type HashOf = (bytes: Uint8Array) => number;

/** Part 2. A ring. What is made of it is a new one, and it stays as it was. */
export interface Rings<S = Any> {
  /** No node yet. Weight 1 is worth so many points. */
  start(each: number): S;
  /** With one node more. */
  add(ring: S, node: Node, hash: HashOf): S;
  /** Without a node. */
  remove(ring: S, id: string): S;
  /** With another weight of a node. */
  weigh(ring: S, id: string, weight: number, hash: HashOf): S;
  /** All points, by position; of equal ones the lesser name comes first. */
  points(ring: S): readonly Point[];
}

/** A point whose node may say in which zone it is: what fails as one. */
export interface ZonedPoint extends Point {
  readonly zone?: string;
}

/** Part 3. The names of `count` nodes for copies of a key with this hash. The row is sorted as in part 2. */
export type Replicas = (
  ring: Row<ZonedPoint>,
  hash: number,
  count: number,
) => readonly string[];

/** The hash of one key together with this node, as a number above 0 and below 1; each call is counted. */
export type ScoreOf = (id: string) => number;

/** Part 4. Rendezvous. */
export interface Rendezvous {
  /** The name of the node that keeps the key. */
  place(nodes: readonly Node[], hash: ScoreOf): string;
  /** The names of so many, the best first. */
  replicas(nodes: readonly Node[], hash: ScoreOf, count: number): readonly string[];
}

/**
 * The next number of a key's own sequence, above 0 and at most 1; each call is counted. (In the paper,
 * the key becomes `key * 2862933555777941757 + 1` in 64 bits; the number is its upper 31 bits, and 1, of
 * 2 ** 31.)
 */
export type Draw = () => number;

/** Part 5. Jumps. */
export interface Jumps {
  /** The bucket of a key, from 0 to `buckets` - 1. */
  bucket(draw: Draw, buckets: number): number;
  /** The name of the node that keeps the key. */
  place(ids: readonly string[], draw: Draw): string;
}

/**
 * The entry of the table, from 0 to its size - 1, that a node prefers `nth`, from 0 on; over all `nth`
 * below the size it is a permutation. Each call is counted.
 */
export type Prefers = (id: string, nth: number) => number;

/** Part 6. Maglev's table: the name of a node in each of so many entries. */
export type Maglev = (
  nodes: readonly Node[],
  size: number,
  prefers: Prefers,
) => readonly string[];
