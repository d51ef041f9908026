/** The safety of Multi-Raft: that of ranges, and that of each group of replicas. @module */

import type { Invariant } from "../model/invariant.ts";
import { eachGroup, oneVote, soundSleep, trueCounts } from "./invariants/groups.ts";
import { epochs, onePlace } from "./invariants/ranges.ts";
import { sameStates } from "./invariants/states.ts";
import type { NodeState } from "./state.ts";

/** What must hold after every step. */
export const invariants: readonly Invariant<NodeState>[] = [
  onePlace,
  epochs,
  oneVote,
  trueCounts,
  soundSleep,
  sameStates,
  ...eachGroup,
];
