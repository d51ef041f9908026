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

/** The invariants of one run; another run needs new ones. */
export function invariants<D>(): Invariant<State<D>>[] {
  const all: Invariant<State>[] = [
    electionSafety(),
    leaderAppendOnly(),
    logMatching(),
    leaderCompleteness(),
    stateMachineSafety(),
    snapshotAgreement(),
    soundness(),
  ];
  return all as Invariant<State<D>>[];
}
