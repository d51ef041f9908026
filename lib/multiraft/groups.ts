/** What happens to a group upon a message, after a timer, and after each of its steps. @module */

import type { NodeId } from "../model/protocol.ts";
import { latest, membersOf } from "../consensus/raft/configuration.ts";
import type { Timer as RaftTimer } from "../consensus/raft/messages.ts";
import { configurationOf } from "../consensus/raft/state.ts";
import { countBeat } from "./drowsing.ts";
import { routeTo } from "./gateway/routes.ts";
import type { GroupMessage } from "./messages.ts";
import type { GroupId, Range } from "./range/interval.ts";
import { hasBegun } from "./range/state.ts";
import { create, destroy, heed, rangesHere, retake } from "./replicas.ts";
import { askToAbsorb, uponMerged } from "./merging.ts";
import { heirOf, settleAnswers } from "./serving.ts";
import { wake } from "./sleep.ts";
import { confOf, flush, isMember, type Step, within } from "./step.ts";
import type { Group, Replica } from "./state.ts";

/** What may make a replica that is not here: it comes from somebody who takes this node for a member. */
const calling: ReadonlySet<GroupMessage["type"]> = new Set([
  "appendEntries",
  "requestVote",
  "installSnapshot",
  "snapshotChunk",
]);

/** What one replica sends another. */
export interface Received {
  /** The node it comes from. */
  readonly from: NodeId;
  /** The group. */
  readonly group: GroupId;
  /** The index of the sender's configuration. */
  readonly conf: number;
  /** The range that is in the snapshot. */
  readonly range?: Range;
  /** What it says. */
  readonly message: GroupMessage;
}

/** A message for a replica; it wakes it, unless it says that the group would sleep. */
export function receive(step: Step, received: Received, wakes = true): void {
  const { from, group: id, conf, message } = received;
  const replica = present(step, received);
  if (replica === undefined) return;
  const { group } = replica;
  if (message.type === "requestVote" && isOver(replica, from, conf)) {
    return step.io.send(from, { type: "gone", group: id, conf: group.commitIndex });
  }
  if (isOfAnEarlierLife(step, replica, received)) return;
  if (received.range !== undefined && !mayInstall(step, received, received.range)) return;
  if (wakes && step.multi.rules.wakesUpon(message.type)) wake(step, id, replica);
  const handlers = step.multi.protocol.upon as unknown as Handlers;
  handlers[message.type]!(group, { ...message, from }, within(step, id, replica));
  look(step, id);
}

type Handlers = Record<string, (s: object, event: object, io: object) => void>;

/** The replica that a message is for; undefined when there is none, and there shall be none. */
function present(step: Step, { from, group: id, conf, message }: Received): Replica | undefined {
  const { s, io, multi } = step, there = s.replicas.get(id);
  if (!calling.has(message.type)) return there;
  const tombstone = s.tombstones.get(id);
  if (tombstone !== undefined && !multi.rules.revives(conf, tombstone)) {
    if (tombstone.conf === null) io.send(from, { type: "gone", group: id, conf: null });
    return undefined;
  }
  const replica = there ?? create(step, id);
  noteCall(step, id, replica, conf);
  return replica;
}

/** Others take this node for a member, in a configuration that it has not got yet. */
function noteCall({ io, multi }: Step, id: GroupId, replica: Replica, conf: number): void {
  const { group, called } = replica;
  if (conf <= called || !multi.rules.isCall(conf, confOf(group), isMember(group, io.self))) return;
  replica.called = conf;
  io.save({ type: "called", group: id, conf });
}

/** As leader, it notes which members are new. */
function admit({ io }: Step, { group: { leading }, admitted }: Replica): void {
  if (leading === null) return admitted.clear();
  const since = admitted.size === 0 ? -1 : leading.round, { progress } = leading;
  for (const node of [io.self, ...progress.keys()]) {
    if (!admitted.has(node)) admitted.set(node, since);
  }
  for (const node of admitted.keys()) {
    if (node !== io.self && !progress.has(node)) admitted.delete(node);
  }
}

/** Whether a leader is told what a replica had that is gone since. */
function isOfAnEarlierLife(
  step: Step,
  { admitted }: Replica,
  { from, message }: Received,
): boolean {
  if (message.type !== "appendEntriesReply") return false;
  return !step.multi.rules.isOfThisLife(message.round, admitted.get(from) ?? -1);
}

/**
 * Whether the sender is no member any more and does not know it: all is decided up to the configuration in which it is
 * one, and in what has come of that it is none.
 */
function isOver({ group }: Replica, from: NodeId, conf: number): boolean {
  return hasBegun(group.machine) && group.commitIndex >= conf && isSettled(group) &&
    !isMember(group, from);
}

/** Whether the configuration of a replica is decided. */
function isSettled({ configurations, commitIndex }: Readonly<Group>): boolean {
  return latest(configurations).index <= commitIndex;
}

/**
 * A snapshot must not bring keys that a range of an older version has here: that one has not heard of a split or a
 * merge. Where the snapshot is the older, its own log goes on to where the keys have left it.
 */
function mayInstall(step: Step, { from, group: id }: Received, range: Range): boolean {
  const { s, io, multi } = step;
  if (multi.rules.mayInstall(range, rangesHere(s, id))) return true;
  for (const other of rangesHere(s, id)) {
    if (multi.rules.mayInstall(range, [other])) continue;
    // It may be no member any more, of which nobody tells it who has gone as well; somebody else may know.
    const replica = s.replicas.get(other.group)!, { group } = replica;
    wake(step, other.group, replica);
    const anybody = io.peers[io.choose(io.peers.length)]!;
    askAbout(step, other.group, replica, [...membersOf(configurationOf(group)), from, anybody]);
  }
  return false;
}

/**
 * A replica stands for election, and stood before, in vain, or it waits for its first snapshot. Its group may be a part
 * of another range by now, and those who know that may be none of its members: so it is asked who has its first key,
 * and whoever has that, or anybody, what has become of it. (A range loses its first key in no other way.)
 */
function wonder(step: Step, id: GroupId, replica: Replica): void {
  const { s, io } = step,
    { machine } = replica.group,
    anybody = io.peers[io.choose(io.peers.length)]!;
  const known = hasBegun(machine) ? routeTo(s.gateway.routes, machine.start) : undefined;
  const having = known === undefined || known.group === id ? [] : known.members;
  if (hasBegun(machine)) io.send(anybody, { type: "locate", id: NOBODYS, key: machine.start });
  askAbout(step, id, replica, [anybody, ...having]);
}

/** A replica asks these nodes, each once, whether it is a member still. */
function askAbout({ io }: Step, id: GroupId, replica: Replica, nodes: readonly NodeId[]): void {
  for (const node of new Set(nodes)) {
    if (node !== io.self) io.send(node, { type: "member?", group: id, conf: knownOf(replica) });
  }
}

/** The number of a question that no request waits for: no gateway comes to it. */
const NOBODYS = Number.MAX_SAFE_INTEGER;

/** Somebody asks whether it is a member still; only who knows that it is not says so. */
export function uponDoubt(step: Step, from: NodeId, id: GroupId, conf: number): void {
  const { s, io } = step, replica = s.replicas.get(id);
  const isPart = s.tombstones.get(id)?.conf === null ||
    heirOf(s, id) !== undefined;
  if (isPart) io.send(from, { type: "gone", group: id, conf: null });
  else if (replica !== undefined && isOver(replica, from, conf)) {
    io.send(from, { type: "gone", group: id, conf: replica.group.commitIndex });
  }
}

/** A timer of a group has ended. */
export function afterTimer(step: Step, id: GroupId, type: RaftTimer["type"]): void {
  const replica = step.s.replicas.get(id);
  if (replica === undefined) return;
  if (type === "heartbeat") countBeat(replica);
  const { role, machine } = replica.group;
  const isInVain = type === "election" && (role !== "follower" || !hasBegun(machine));
  const handlers = step.multi.protocol.after as unknown as Handlers;
  handlers[type]!(replica.group, { type }, within(step, id, replica));
  if (isInVain) wonder(step, id, replica);
  look(step, id);
}

/** After each step of a group: what follows from it for the node. */
export function look(step: Step, id: GroupId): void {
  const replica = step.s.replicas.get(id);
  if (replica === undefined) return;
  if (heed(step, replica)) retake(step, id, replica);
  admit(step, replica);
  const { machine, leading } = replica.group;
  settleAnswers(step);
  if (isRemoved(step, replica)) return destroy(step, id, replica.group.commitIndex);
  if (machine.merging !== null && leading !== null) askToAbsorb(step, id, machine);
}

/** The end of a step: what is left to do is done, and what has been put together is sent. */
export function finish(step: Step): void {
  const { merged, looks } = step;
  while (merged.length + looks.size > 0) {
    for (const { group, stopped, answer } of merged.splice(0)) {
      uponMerged(step, group, stopped, answer);
    }
    for (const id of looks) {
      looks.delete(id);
      look(step, id);
    }
  }
  flush(step);
}

/** Whether it is decided that this node is no member any more, whatever others took it for. */
function isRemoved({ io, multi }: Step, { group, called }: Replica): boolean {
  if (!hasBegun(group.machine) || group.leading !== null) return false;
  return isSettled(group) && multi.rules.isSince(group.commitIndex, called) &&
    !isMember(group, io.self);
}

/** The latest configuration of which a replica has heard, its own or one in which others take it for a member. */
function knownOf({ group, called }: Replica): number {
  return Math.max(confOf(group), called);
}

/** Others say that this node has no part in a group any more. */
export function uponGone(step: Step, id: GroupId, conf: number | null): void {
  const replica = step.s.replicas.get(id);
  if (replica === undefined) return;
  if (conf === null || conf >= knownOf(replica)) destroy(step, id, conf);
}
