/**
 * Strongly connected components (Tarjan 1972), without recursion, as histories are long: every cycle lies
 * inside of one, so where none has two nodes there is no cycle.
 *
 * In a *layered* search a node is visited in two states: by an anti-dependency, or by anything else, and
 * an anti-dependency never follows another. A component of states is then a cycle in which no two
 * anti-dependencies are in a row: just what snapshot isolation forbids (Cerone and Gotsman 2018).
 *
 * @module
 */

import { anti, type Graph, kind } from "./graph.ts";

/** Which cycles are looked for. */
export interface Region {
  /** The kinds of edges. */
  readonly mask: number;
  /** Whether an anti-dependency may not follow another. */
  readonly layered: boolean;
  /** Edges stay inside of these components of nodes, if given. */
  readonly inside?: StrongComponents;
}

/** The components of a graph. */
export interface StrongComponents {
  /** The component of each state, counted from 1, or 0 if it is in no cycle. */
  readonly labels: Int32Array;
  /** How many components there are. */
  readonly count: number;
}

/** The state in which an edge is left, given the one in which it was entered; −1 where it is not allowed. */
export function follow(
  graph: Graph,
  { mask, layered, inside }: Region,
  state: number,
  edge: number,
): number {
  const bits = graph.kinds[edge]!;
  if ((bits & ~mask) !== 0) return -1;
  const target = graph.target[edge]!;
  if (!layered) {
    return inside === undefined || inside.labels[state] === inside.labels[target] ? target : -1;
  }
  if (inside !== undefined && inside.labels[state >> 1] !== inside.labels[target]) return -1;
  if (bits === kind.onward) return 2 * target + (state & 1);
  if ((bits & anti) === 0) return 2 * target;
  return (state & 1) === 1 ? -1 : 2 * target + 1;
}

/** The components of a region. */
export function strongComponents(graph: Graph, region: Region): StrongComponents {
  const tarjan = new Tarjan(graph, region);
  const { inside, layered } = region;
  for (let root = 0; root < tarjan.index.length; root++) {
    const node = layered ? root >> 1 : root;
    if (inside === undefined || inside.labels[node] !== 0) tarjan.visit(root);
  }
  return { labels: tarjan.labels, count: tarjan.count };
}

class Tarjan {
  readonly index: Int32Array;
  readonly labels: Int32Array;
  count = 0;
  readonly #low: Int32Array;
  readonly #next: Int32Array;
  readonly #onStack: Uint8Array;
  readonly #stack: Int32Array;
  readonly #calls: Int32Array;
  #depth = 0;
  #height = 0;
  #visited = 0;

  constructor(readonly graph: Graph, readonly region: Region) {
    const states = region.layered ? 2 * graph.nodes : graph.nodes;
    this.index = new Int32Array(states);
    this.labels = new Int32Array(states);
    this.#low = new Int32Array(states);
    this.#next = new Int32Array(states);
    this.#onStack = new Uint8Array(states);
    this.#stack = new Int32Array(states);
    this.#calls = new Int32Array(states);
  }

  visit(root: number): void {
    if (this.index[root] !== 0) return;
    this.#enter(root);
    while (this.#depth > 0) {
      const state = this.#calls[this.#depth - 1]!;
      const edge = this.#next[state]!++;
      if (edge < this.#end(state)) this.#edge(state, edge);
      else this.#leave(state);
    }
  }

  #node(state: number): number {
    return this.region.layered ? state >> 1 : state;
  }

  #end(state: number): number {
    return this.graph.start[this.#node(state) + 1]!;
  }

  #enter(state: number): void {
    this.index[state] = this.#low[state] = ++this.#visited;
    this.#next[state] = this.graph.start[this.#node(state)]!;
    this.#stack[this.#height++] = state;
    this.#onStack[state] = 1;
    this.#calls[this.#depth++] = state;
  }

  #edge(state: number, edge: number): void {
    const target = follow(this.graph, this.region, state, edge);
    if (target < 0) return;
    if (this.index[target] === 0) this.#enter(target);
    else if (this.#onStack[target] === 1) this.#lower(state, this.index[target]!);
  }

  #leave(state: number): void {
    this.#depth--;
    if (this.#depth > 0) this.#lower(this.#calls[this.#depth - 1]!, this.#low[state]!);
    if (this.#low[state] !== this.index[state]) return;
    const label = this.#stack[this.#height - 1] === state ? 0 : ++this.count;
    let member;
    do {
      member = this.#stack[--this.#height]!;
      this.#onStack[member] = 0;
      this.labels[member] = label;
    } while (member !== state);
  }

  #lower(state: number, to: number): void {
    if (to < this.#low[state]!) this.#low[state] = to;
  }
}
