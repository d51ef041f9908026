/**
 * Vector clocks (Fidge 1988; Mattern 1989): for each node, how many of its events one has heard of. Two
 * events are ordered by their vectors exactly when one happened before the other. The price is one
 * number for every node, and vectors that are compared entry by entry cannot do with fewer (Charron-Bost 1991).
 *
 * @module
 */

import { counted } from "../model/counted.ts";
import type { NodeId } from "../model/protocol.ts";

/** `vector[n]`: how many events of node `n` are known. Vectors of one system have the same length. */
export type Vector = readonly number[];

/** How two events stand to each other. */
export type Causality = "before" | "after" | "equal" | "concurrent";

/** A node of a system of `nodes` nodes before its first event. */
export function zero(nodes: number): Vector {
  return new Array(counted("number of nodes", nodes)).fill(0);
}

/** The vector of the next event at `node`. */
export function tick(vector: Vector, node: NodeId): Vector {
  if (!(node in vector)) {
    throw new RangeError(
      `Cannot count an event of a node because the vector clock must have a place for it: given node ${node} ` +
        `and ${vector.length} places`,
    );
  }
  return vector.map((count, id) => id === node ? counted("count of events", count) + 1 : count);
}

/** The least vector that knows what both know. */
export function merge(a: Vector, b: Vector): Vector {
  assertAlike("merge", a, b);
  return a.map((count, id) => Math.max(count, b[id]!));
}

/** The vector of the event in which `node`, at `vector`, receives a message stamped `stamp`. */
export function receive(vector: Vector, stamp: Vector, node: NodeId): Vector {
  return tick(merge(vector, stamp), node);
}

/**
 * How the events with these vectors stand to each other.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { compare } from "hb/clocks/vector.ts";
 *
 * assertEquals(compare([1, 0], [2, 1]), "before");
 * assertEquals(compare([2, 0], [1, 1]), "concurrent");
 * ```
 */
export function compare(a: Vector, b: Vector): Causality {
  assertAlike("compare", a, b);
  const below = a.every((count, id) => count <= b[id]!);
  const above = a.every((count, id) => count >= b[id]!);
  if (below && above) return "equal";
  return below ? "before" : above ? "after" : "concurrent";
}

/** Of one system, and full of counts. */
function assertAlike(what: string, a: Vector, b: Vector): void {
  if (a.length !== b.length) {
    throw new RangeError(
      `Cannot ${what} vector clocks because ` +
        `they must have one length: given ${a.length} and ${b.length}`,
    );
  }
  for (const vector of [a, b]) for (const count of vector) counted("count of events", count);
}
