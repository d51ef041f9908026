/**
 * Matrix clocks (Wuu and Bernstein 1984; Sarin and Lynch 1987): not only what I know, but what I know
 * that you know. An event of which I know that everybody has heard need not be kept for anybody, and that is
 * what these clocks are for.
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";
import { merge, tick as tickVector, type Vector, zero } from "./vector.ts";

/** `matrix[i]`: the vector clock that, as far as is known here, node `i` has reached at least. */
export type Matrix = readonly Vector[];

/** A node of a system of `nodes` nodes before its first event. */
export function zeroMatrix(nodes: number): Matrix {
  return Array.from({ length: nodes }, () => zero(nodes));
}

/** The matrix of the next event at `node`. */
export function tick(matrix: Matrix, node: NodeId): Matrix {
  assertHas(matrix, node);
  return matrix.map((row, id) => id === node ? tickVector(row, node) : row);
}

/** The matrix of the event in which `node` receives a message of `from` stamped `stamp`. */
export function receive(matrix: Matrix, stamp: Matrix, node: NodeId, from: NodeId): Matrix {
  if (matrix.length !== stamp.length) {
    throw new RangeError(
      `Cannot merge matrix clocks because they must have as many rows: given ${matrix.length} and ${stamp.length}`,
    );
  }
  assertHas(matrix, node);
  assertHas(stamp, from);
  const merged = matrix.map((row, id) => merge(row, stamp[id]!));
  // What the sender knew when it sent, the receiver knows now.
  const own = merge(merged[node]!, stamp[from]!);
  return tick(merged.map((row, id) => id === node ? own : row), node);
}

/**
 * How many events of `node` every node is known to know: those need not be kept for anybody.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { knownByAll, receive, tick, zeroMatrix } from "hb/clocks/matrix.ts";
 *
 * const sender = tick(zeroMatrix(2), 0);
 * const receiver = receive(zeroMatrix(2), sender, 1, 0);
 * assertEquals(knownByAll(sender, 0), 0); // node 0 cannot tell yet that node 1 has heard
 * assertEquals(knownByAll(receiver, 0), 1);
 * ```
 */
export function knownByAll(matrix: Matrix, node: NodeId): number {
  assertHas(matrix, node);
  return Math.min(...matrix.map((row) => row[node]!));
}

function assertHas(matrix: Matrix, node: NodeId): void {
  if (node in matrix && matrix.every(({ length }) => length === matrix.length)) return;
  throw new RangeError(
    `Cannot use a matrix clock because it must have a row and a column for each node, and so for node ${node}: ` +
      `given ${matrix.length} rows of ${
        [...new Set(matrix.map(({ length }) => length))].join(", ")
      }`,
  );
}
