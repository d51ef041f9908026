/** Small instances of Raft, explored: the shortest way to a failure, as a run that can be drawn. @module */

import type { RaftChange } from "../../consensus/raft/change.ts";
import {
  type Bounds,
  bounds,
  type InstanceName,
  instances,
  smallRaft,
} from "../../consensus/raft/instances.ts";
import type { State } from "../../consensus/raft/state.ts";
import { type Explored, explored as exploredSystem } from "../explored.ts";

/**
 * Goes through all orders of events of a small instance of the kit, or of one that is described, in which Raft is
 * changed in some way. An instance that has no end is explored to the depth of the kit, or to `maxDepth`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { bugs } from "hb/consensus/raft/bugs.ts";
 * import { explored } from "hb/laboratory/raft/explored.ts";
 *
 * const { failure } = explored("two stand in term 1", bugs["votes twice"].change);
 * assertEquals([failure?.property, failure?.steps], ["election safety", 6]);
 * ```
 */
export function explored(
  instance: InstanceName | Bounds,
  change: RaftChange = {},
  maxDepth: number | undefined = typeof instance === "string"
    ? instances[instance].depth
    : undefined,
): Explored<State<unknown[]>> {
  const chosen = typeof instance === "string" ? bounds[instance] : instance;
  return exploredSystem(smallRaft(chosen, change), maxDepth);
}
