/** What invariants look at. @module */

import type { Snapshot } from "../../model/invariant.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Replica, State } from "./state.ts";

/** The replicas that are up. */
export function* replicasOf({ states }: Snapshot<State>): Generator<readonly [NodeId, Replica]> {
  for (const [node, s] of states.entries()) if (s?.role === "replica") yield [node, s];
}
