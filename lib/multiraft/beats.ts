/**
 * Heartbeats of many groups in one message from node to node: each is there by itself, and nobody is vouched for but
 * the groups that are named. What is saved are messages, not words.
 *
 * @module
 */

import type { NodeId } from "../model/protocol.ts";
import { receive } from "./groups.ts";
import type { Beat, BeatReply } from "./messages.ts";
import { maybeSleep, noteSleeper } from "./sleep.ts";
import { type Step, within } from "./step.ts";

/** Another node beats for the groups that it leads. */
export function uponBeats(step: Step, from: NodeId, beats: readonly Beat[]): void {
  const replies: BeatReply[] = [];
  for (const beat of beats) replies.push(...heard(step, from, beat));
  for (const id of step.multi.rules.vouchedFor(step.s, from, beats)) {
    const replica = step.s.replicas.get(id)!, [, most] = step.multi.electionTimeoutMs;
    within(step, id, replica).wait(most, { type: "election" });
  }
  if (replies.length > 0) step.io.send(from, { type: "beatReplies", replies });
}

/** One group's leader has been heard; what is answered to it. */
function heard(step: Step, from: NodeId, beat: Beat): BeatReply[] {
  const { group: id, term, previous, commit, round, conf } = beat;
  const message = { type: "appendEntries", term, previous, entries: [], commit, round } as const;
  const before = step.s.replicas.get(id);
  const staysAsleep = before !== undefined && before.asleepSince !== null && beat.sleeps &&
    step.multi.rules.maySleep(before.group, beat);
  const replies: BeatReply[] = step.replies = [];
  receive(step, { from, group: id, conf, message }, !staysAsleep);
  step.replies = undefined;
  const replica = step.s.replicas.get(id), last = replies.at(-1);
  if (replica === undefined || last === undefined) return replies;
  const sleeps = last.message.success && maybeSleep(step, replica, beat);
  return [...replies.slice(0, -1), { ...last, sleeps }];
}

/** Another node has answered the beats of this one. */
export function uponBeatReplies(step: Step, from: NodeId, replies: readonly BeatReply[]): void {
  for (const { group: id, message, sleeps } of replies) {
    const replica = step.s.replicas.get(id);
    if (replica === undefined) continue;
    receive(step, { from, group: id, conf: 0, message }, false);
    if (sleeps) noteSleeper(step, replica, from, message);
  }
}
