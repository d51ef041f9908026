/**
 * Remembers what pure functions of many variables give, by the variables that they really read. A
 * function that looks at two variables of ten is run once for each pair of values of these two, though
 * there may be millions of states. Which variable a pure function reads first is always the same; which
 * one it reads next depends only on what it found there, and so on: a decision tree.
 *
 * @module
 */

import { PairMap } from "./pairs.ts";

/** Reads a variable, by its place. */
export type Read = (place: number) => number;

/** The tree of one or more functions. */
export class Memo {
  /** How often a function had to be run. */
  runs = 0;
  // For each node of the tree the place that is read there, or −1 − result at a leaf; `unknown` before
  // the first run.
  #places: Int32Array = new Int32Array(64);
  #nodes = 0;
  // The children of a node, by the number read there; 0 where there is none yet, as 0 is a root.
  readonly #children: Int32Array[] = [];
  readonly #rare = new PairMap();

  /** How much memory the trees hold. */
  get bytes(): number {
    const children = this.#children.reduce((sum, each) => sum + each.byteLength, 0);
    return this.#places.byteLength + children + this.#rare.bytes;
  }

  /** A new function; the number returned names it. */
  root(): number {
    return this.#node();
  }

  /** What function `root` gives for `tuple`; where that is not yet known, `run` finds out. */
  get(root: number, tuple: Int32Array, from: number, run: (read: Read) => number): number {
    const places = this.#places;
    for (let node = root;;) {
      const place = places[node]!;
      if (place < 0) return place === unknown ? this.#learn(root, tuple, from, run) : -1 - place;
      const next = this.#child(node, tuple[from + place]!);
      if (next === 0) return this.#learn(root, tuple, from, run);
      node = next;
    }
  }

  #learn(root: number, tuple: Int32Array, from: number, run: (read: Read) => number): number {
    this.runs++;
    const order: number[] = [];
    const result = run((place) => {
      if (!order.includes(place)) order.push(place);
      return tuple[from + place]!;
    });
    let node = root;
    for (const place of order) {
      this.#settle(node, place);
      const number = tuple[from + place]!;
      let next = this.#child(node, number);
      if (next === 0) this.#adopt(node, number, next = this.#node());
      node = next;
    }
    this.#settle(node, -1 - result);
    return result;
  }

  #settle(node: number, content: number): void {
    if (this.#places[node] === unknown) this.#places[node] = content;
    if (this.#places[node] === content) return;
    throw new Error(
      "Cannot remember a result because " +
        "actions and properties must be pure functions of the state: " +
        "given one that went two ways from the same values",
    );
  }

  #child(node: number, number: number): number {
    if (number >= dense) return Math.max(0, this.#rare.get(node, number));
    const children = this.#children[node]!;
    return number < children.length ? children[number]! : 0;
  }

  #adopt(node: number, number: number, child: number): void {
    if (number >= dense) return this.#rare.add(node, number, child);
    let children = this.#children[node]!;
    if (number >= children.length) {
      const length = Math.min(dense, Math.max(4, 2 * children.length, number + 1));
      const wider = new Int32Array(length);
      wider.set(children);
      this.#children[node] = children = wider;
    }
    children[number] = child;
  }

  #node(): number {
    // Node 0 is nobody's, so that 0 can mean "no child".
    if (this.#nodes === 0) this.#nodes++, this.#children.push(none);
    if (this.#nodes === this.#places.length) {
      const longer = new Int32Array(2 * this.#nodes);
      longer.set(this.#places);
      this.#places = longer;
    }
    this.#places[this.#nodes] = unknown;
    this.#children.push(none);
    return this.#nodes++;
  }
}

/** What stands in a node that no run has come to. */
const unknown = -0x80000000;

/** Numbers below this are looked up in an array, others in a table. */
const dense = 512;

const none = new Int32Array(0);
