/** For how long a leader has had nothing to do, and since when its beats say without a break that its group would sleep. @module */

import type { Replica } from "./state.ts";
import type { NodeId } from "../model/protocol.ts";
import type { MultiRaft } from "./settings.ts";

/** It beats once more. */
export function countBeat(replica: Replica): void {
  beginTerm(replica);
  replica.idle.beats++;
}

/** Something has come: the group is not idle. */
export function stopDrowsing({ idle, sleepers }: Replica): void {
  idle.beats = 0;
  idle.since = null;
  sleepers.clear();
}

/**
 * Whether a beat of this round says that the group would sleep. One that does not wakes whoever sleeps already, so what
 * they have said is over.
 */
export function drowses(
  { sleepAfter, rules }: Pick<MultiRaft, "sleepAfter" | "rules">,
  self: NodeId,
  replica: Replica,
  round: number,
): boolean {
  beginTerm(replica);
  const { group, idle, sleepers } = replica;
  if (idle.beats < sleepAfter || !rules.isQuiet(group, self)) {
    idle.since = null;
    sleepers.clear();
    return false;
  }
  idle.since ??= round;
  return true;
}

/** Whether an answer is to one of the beats since which all have said that the group would sleep. */
export function isOfThisDrowsing(
  { group, idle }: Replica,
  { term, round }: { readonly term: number; readonly round: number },
): boolean {
  return term === group.term && idle.term === term && idle.since !== null && round >= idle.since;
}

/** What was counted in an earlier term was counted by another leader. */
function beginTerm(replica: Replica): void {
  const { idle, group: { term } } = replica;
  if (idle.term === term) return;
  stopDrowsing(replica);
  idle.term = term;
}
