/**
 * The safety of Raft: the five properties of the dissertation's Figure 3.2, and what an implementation
 * promises besides. They are made to be checked after every step of a run: each remembers what it has
 * seen, and looks only at what is new.
 *
 * @module
 */

import type { Invariant } from "../../model/invariant.ts";
import { electionSafety, leaderAppendOnly, leaderCompleteness } from "./invariants/leaders.ts";
import { logMatching } from "./invariants/logs.ts";
import { snapshotAgreement, stateMachineSafety } from "./invariants/machines.ts";
import { soundness } from "./invariants/soundness.ts";
import type { State } from "./state.ts";

const all: readonly Invariant<State>[] = [
  electionSafety,
  leaderAppendOnly,
  logMatching,
  leaderCompleteness,
  stateMachineSafety,
  snapshotAgreement,
  soundness,
];

/** The invariants of a Raft over whatever state machine; the same for every run. */
export function invariants<D>(): readonly Invariant<State<D>>[] {
  return all as readonly Invariant<State<D>>[];
}
