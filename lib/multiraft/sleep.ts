/**
 * Groups that have nothing to do go to sleep: their leader sends no heartbeats, and nobody misses them. A leader that
 * has had nothing to do for a while says so in its beats; a follower that has all of its log goes to sleep and
 * answers so; and when all others sleep, it does too. Whatever comes for a replica wakes it.
 *
 * A leader that dies meanwhile is missed by nobody. So somebody else must tell its followers: a node that hears of
 * the loss of another wakes what that one leads (`wakeLedBy`).
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";
import type { Beat } from "./messages.ts";
import type { GroupId } from "./range/interval.ts";
import type { Replica } from "./state.ts";
import { type Step, within } from "./step.ts";
import { timeOn } from "./wheel.ts";
import { isOfThisDrowsing, stopDrowsing } from "./drowsing.ts";

/** A replica goes to sleep. */
function fallAsleep({ s, io, multi }: Step, replica: Replica): void {
  replica.timers.clear();
  replica.asleepSince = timeOn(s.wheel, io, multi.tickMs);
}

/** A replica wakes: a leader beats at once, and the others wait for a leader as if they had just heard of one. */
export function wake(step: Step, id: GroupId, replica: Replica): void {
  const { s, io, multi } = step, { group, asleepSince } = replica;
  if (asleepSince === null) return;
  const sleptMs = timeOn(s.wheel, io, multi.tickMs) - asleepSince;
  replica.asleepSince = null;
  stopDrowsing(replica);
  const inner = within(step, id, replica), [least, most] = multi.electionTimeoutMs;
  if (group.leading !== null) {
    inner.wait(most, { type: "quorum" });
    return multi.protocol.after!.heartbeat(group, { type: "heartbeat" }, inner);
  }
  if (multi.rules.lostLease(sleptMs, least)) group.lease = false;
  const rest = group.lease ? 0 : io.choose(Math.max(1, Math.ceil(most - least)));
  inner.wait(least + rest, { type: "election" });
}

/** Something is asked of a replica that does not lead: if it sleeps, so may its leader, or that one is lost. */
export function stir(step: Step, id: GroupId, replica: Replica): void {
  if (replica.asleepSince === null) return;
  wake(step, id, replica);
  const { leader } = replica.group;
  if (leader !== null) step.io.send(leader, { type: "wake", group: id });
}

/** Something is asked of a group: it is not idle. */
export function keepAwake(step: Step, id: GroupId, replica: Replica): void {
  stopDrowsing(replica);
  wake(step, id, replica);
}

/** Its leader has said that the group would sleep; whether this replica sleeps now. */
export function maybeSleep(step: Step, replica: Replica, beat: Beat): boolean {
  const { multi } = step;
  if (!beat.sleeps || !multi.rules.maySleep(replica.group, beat)) return false;
  fallAsleep(step, replica);
  return true;
}

/** A follower has answered the beat of this round that it sleeps; when all do, the leader does. */
export function noteSleeper(
  step: Step,
  replica: Replica,
  from: NodeId,
  answered: { readonly term: number; readonly round: number },
): void {
  const { multi, io } = step, { group } = replica;
  if (group.leading === null || !isOfThisDrowsing(replica, answered)) return;
  if (!multi.rules.isQuiet(group, io.self)) return;
  replica.sleepers.add(from);
  if (multi.rules.allSleep(replica, io.self)) fallAsleep(step, replica);
}

/** A node is lost: the groups that it led must find another leader. */
export function wakeLedBy(step: Step, node: NodeId): void {
  for (const [id, replica] of step.s.replicas) {
    if (replica.asleepSince === null || replica.group.leader !== node) continue;
    // Its word does not count any more, as long as it may have been.
    wake(step, id, replica);
  }
}
