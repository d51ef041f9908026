/** Who waits for whom, and whether they wait in a circle: a deadlock. @module */

import { blockersOf, type LockTable, type Owner } from "./table.ts";

/** Who waits in one place, and for whom each of them does. */
export type WaitsFor = ReadonlyMap<Owner, readonly Owner[]>;

/** The waits-for graph of a lock table. */
export function waitsFor(table: Readonly<LockTable>): WaitsFor {
  return new Map(table.waiting.map(({ owner }) => [owner, blockersOf(table, owner)]));
}

/** Some who wait in a circle, in its order; undefined when nobody does. */
export function circleIn(graph: WaitsFor): Owner[] | undefined {
  const done = new Set<Owner>();
  for (const owner of graph.keys()) {
    const circle = circleFrom(graph, owner, [], done);
    if (circle !== undefined) return circle;
  }
  return undefined;
}

function circleFrom(
  graph: WaitsFor,
  owner: Owner,
  path: readonly Owner[],
  done: Set<Owner>,
): Owner[] | undefined {
  const again = path.indexOf(owner);
  if (again >= 0) return path.slice(again);
  if (done.has(owner)) return undefined;
  for (const next of graph.get(owner) ?? []) {
    const circle = circleFrom(graph, next, [...path, owner], done);
    if (circle !== undefined) return circle;
  }
  done.add(owner);
  return undefined;
}
