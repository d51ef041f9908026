/** What the promises to a proposer allow it to do. @module */

import { membersAt } from "./configuration.ts";
import type { MultiPaxos } from "./settings.ts";
import type { State } from "./state.ts";

/** Whether enough members of a slot have promised, so that the leader may propose in it. */
export function hasPhase1(
  { quorums, rules }: MultiPaxos,
  { mandate, configurations, executed }: State,
  slot: number,
): boolean {
  if (mandate === null) return false;
  const members = rules.promisers(
    membersAt(configurations, slot),
    membersAt(configurations, executed + 1),
  );
  return quorums(members).phase1(mandate.promises);
}
