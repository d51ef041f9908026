/**
 * Dependencies between transactions as a graph in typed arrays (Adya 1999, section 3.1: the direct
 * serialization graph). Besides transactions there are passages: nodes that stand for nothing, and are
 * there so that "each of these before each of those" takes as many edges as there are nodes, not pairs.
 * Whatever leads out of a passage is of the kind by which the passage was entered.
 *
 * @module
 */

import type { Dependency } from "./anomaly.ts";
import { group, Ints } from "./ints.ts";

/**
 * Kinds of edges, as bits of a mask. An edge with the bits of a dependency and of an order of time shows
 * that dependency only where that order counts.
 *
 * `over` goes beside an `rw` whose source wrote the key too. What it did not see came after its own
 * write, as a `ww`: else it came between its read and its write, and those two are a G-single.
 */
export const kind = {
  ww: 1,
  wr: 2,
  rw: 4,
  process: 8,
  realtime: 16,
  onward: 32,
  over: 64,
  /** wr(P): somebody did not find a row by a predicate, as the source had changed it so. */
  wrp: 128,
  /** rw(P): the source did not find a row by a predicate, and the target made it match later. */
  rwp: 256,
} as const;

/** Anti-dependencies of both kinds. */
export const anti: number = kind.rw | kind.rwp;

/** The dependency that the bits of an edge stand for. */
export function dependencyOf(bits: number): Dependency {
  const { over, ww, process, ...others } = kind;
  if ((bits & (over | ww)) !== 0) return "ww";
  if ((bits & others.wr) !== 0) return "wr";
  if ((bits & others.rw) !== 0) return "rw";
  if ((bits & others.wrp) !== 0) return "wr(P)";
  if ((bits & others.rwp) !== 0) return "rw(P)";
  return (bits & process) !== 0 ? "process" : "realtime";
}

/** A finished graph; the edges of node `u` are `start[u]` to `start[u + 1]`. */
export interface Graph {
  /** Nodes below this are transactions, the others passages. */
  readonly transactions: number;
  /** Transactions and passages. */
  readonly nodes: number;
  /** The first edge of each node. */
  readonly start: Int32Array;
  /** Where each edge leads. */
  readonly target: Int32Array;
  /** Its kind. */
  readonly kinds: Uint16Array;
  /**
   * The version that is earlier, or −1; what shows an edge into a passage. Of a dependency on a predicate
   * it is the number of the read.
   */
  readonly before: Int32Array;
  /** The version that is later, or −1; what shows an edge out of a passage. */
  readonly after: Int32Array;
}

/** A graph under construction. */
export class GraphBuilder {
  #nodes: number;
  readonly #source = new Ints();
  readonly #target = new Ints();
  readonly #kind = new Ints();
  readonly #before = new Ints();
  readonly #after = new Ints();

  /** A graph of so many transactions, without edges. */
  constructor(readonly transactions: number) {
    this.#nodes = transactions;
  }

  /** A new passage. */
  passage(): number {
    return this.#nodes++;
  }

  /** Adds an edge; no transaction depends on itself. */
  add(source: number, target: number, bits: number, before = -1, after = -1): void {
    if (source === target) return;
    this.#source.push(source);
    this.#target.push(target);
    this.#kind.push(bits);
    this.#before.push(before);
    this.#after.push(after);
  }

  /** The graph as it is now. */
  build(): Graph {
    const { start, order } = group(this.#source.view(), this.#nodes);
    const into = new Int32Array(order.length);
    const sorted = (list: Ints) => {
      const unsorted = list.view();
      for (let i = 0; i < order.length; i++) into[i] = unsorted[order[i]!]!;
      return into.slice();
    };
    return {
      transactions: this.transactions,
      nodes: this.#nodes,
      start,
      target: sorted(this.#target),
      kinds: Uint16Array.from(sorted(this.#kind)),
      before: sorted(this.#before),
      after: sorted(this.#after),
    };
  }
}
