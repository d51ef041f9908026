/** What an observer compares. @module */

import type { InvariantViolation } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Replica, State } from "./state.ts";

/** The replicas that are up, with their numbers. */
export function* replicasIn(
  states: readonly (Readonly<State> | undefined)[],
): Generator<readonly [NodeId, Readonly<Replica>]> {
  for (const [node, s] of states.entries()) {
    if (s?.role === "replica") yield [node, s as Readonly<Replica>] as const;
  }
}

/** What was said first about a place, and by whom. */
export interface Known {
  /** Who. */
  readonly node: NodeId;
  /** What. */
  readonly digest: string;
}

/** Notes what a replica holds at a place; what is wrong if another had something else there. */
export function same(
  known: Map<string | number, Known>,
  at: string | number,
  node: NodeId,
  digest: string,
  holds: string,
): InvariantViolation | undefined {
  const first = known.get(at);
  if (first === undefined) known.set(at, { node, digest });
  if (first === undefined || first.digest === digest) return undefined;
  const words = `replica ${node} ${holds} ${digest} at ${at}, and replica ${first.node} ` +
    `${first.node === node ? "had" : "has"} ${first.digest} there`;
  return { words, nodes: [...new Set([first.node, node])] };
}
