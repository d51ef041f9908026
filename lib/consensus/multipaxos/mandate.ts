/** What the promises to a proposer allow it to do. @module */

import { membersAt } from "./configuration.ts";
import type { MultiPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** Whether enough members of a slot have promised, so that the leader may propose in it. */
export function hasPhase1(
  { quorums }: MultiPaxos,
  { mandate, configurations }: State,
  slot: number,
): boolean {
  return mandate !== null && quorums(membersAt(configurations, slot)).phase1(mandate.promises);
}
