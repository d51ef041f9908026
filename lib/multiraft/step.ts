/**
 * One step of a node: whatever its groups ask for on the way is carried out by the node, each group's messages with
 * its number on them, its timers on the wheel, its records in the node's one journal.
 *
 * @module
 */

import { nested } from "../model/nested.ts";
import type { Ahead, Io, NodeId } from "../model/protocol.ts";
import type { Saved } from "../consensus/raft/journal.ts";
import type { Timer as RaftTimer } from "../consensus/raft/messages.ts";
import { configurationOf } from "../consensus/raft/state.ts";
import { isVoter, latest } from "../consensus/raft/configuration.ts";
import type { Answer } from "../replicated/requests.ts";
import type { Beat, BeatReply, GroupMessage, Message, Timer } from "./messages.ts";
import type { GroupId, Range } from "./range/interval.ts";
import { headOf, rangeOf } from "./range/state.ts";
import { bornJournal } from "./born.ts";
import { drowses } from "./drowsing.ts";
import type { News } from "./range/state.ts";
import type { RangeAnswer } from "./range/commands.ts";
import type { MultiRaft } from "./settings.ts";
import type { Group, NodeState, Record, Replica } from "./state.ts";
import { setTimer, timeOn } from "./wheel.ts";

/** The world, as a node of Multi-Raft sees it. */
export type MultiIo = Io<Message, Timer, Record>;

/** The world, as one group of it does. */
export type GroupIo = Io<GroupMessage, RaftTimer, Saved>;

/** One step of a node. */
export interface Step {
  /** What is decided. */
  readonly multi: MultiRaft;
  /** The node. */
  readonly s: NodeState;
  /** Its world. */
  readonly io: MultiIo;
  /** Beats that leave at the end of the step, by node. */
  readonly beats: Map<NodeId, Beat[]>;
  /** Answers to beats that leave at the end of the step; undefined in steps that answer none. */
  replies: BeatReply[] | undefined;
  /** Answers of groups to whoever waits, which are looked at when the group's step is over. */
  readonly answers: {
    readonly ticket: number;
    readonly answer: Answer;
    readonly ahead: Ahead | undefined;
  }[];
  /** What neighbours have answered about ranges that had stopped in a version. */
  readonly merged: {
    readonly group: GroupId;
    readonly stopped: number;
    readonly answer: RangeAnswer;
  }[];
  /** Groups that have taken a step after which nobody has looked at them yet. */
  readonly looks: Set<GroupId>;
  /** Groups that were split off, and of which the first records are saved already. */
  readonly saved: Set<GroupId>;
}

/** Begins a step. */
export function begin(multi: MultiRaft, s: NodeState, io: MultiIo): Step {
  return {
    multi,
    s,
    io,
    beats: new Map(),
    replies: undefined,
    answers: [],
    merged: [],
    looks: new Set(),
    saved: new Set(),
  };
}

/** Sends what has been put together. */
export function flush({ beats, io }: Step): void {
  for (const [to, some] of beats) io.send(to, { type: "beats", beats: some });
  beats.clear();
}

/** The world of one group. */
export function within(step: Step, id: GroupId, replica: Replica): GroupIo {
  const { multi: { tickMs, heartbeatMs }, s: { wheel }, io } = step;
  return nested<GroupMessage, RaftTimer, Saved>(io, {
    send: (to, message, ahead) => carry(step, id, replica, to, message, ahead),
    wait(delayMs, { type }) {
      const then = timeOn(wheel, io, tickMs) + delayMs;
      // All groups beat together.
      const deadline = type === "heartbeat" ? Math.ceil(then / heartbeatMs) * heartbeatMs : then;
      setTimer(wheel, id, replica, { type, deadline }, tickMs, io);
    },
    cancel: (type) => void replica.timers.delete(type),
    save(record) {
      // What was split off is saved first: after a crash the split would not be applied again.
      if (record.type === "snapshot") saveBorn(step, replica);
      io.save({ type: "group", group: id, record });
    },
    answer: (ticket, answer, ahead) =>
      void step.answers.push({ ticket, answer: answer as Answer, ahead }),
  });
}

/** Saves what was split off from a replica's range, before it is here. */
function saveBorn({ multi, s, io, saved }: Step, { group: { machine } }: Replica): void {
  for (const each of machine.news as readonly News[]) {
    if (each.type !== "born") continue;
    const { group } = each.range, journal = bornJournal(multi.rules, s, io.self, each);
    if (journal === undefined || saved.has(group)) continue;
    for (const record of multi.rules.savedAtBirth(journal)) {
      io.save({ type: "group", group, record });
    }
    saved.add(group);
  }
}

/** The index of the configuration that a replica has. */
export function confOf(group: Readonly<Group>): number {
  return latest(group.configurations).index;
}

/** The index of the configuration in which a replica takes a node for a member; 0 when it does not. */
function confFor(group: Readonly<Group>, to: NodeId): number {
  return isMember(group, to) ? confOf(group) : 0;
}

/** The members that a replica knows. */
export function isMember(group: Readonly<Group>, node: NodeId): boolean {
  const configuration = configurationOf(group);
  return isVoter(configuration, node) || configuration.learners.includes(node);
}

function carry(
  step: Step,
  id: GroupId,
  replica: Replica,
  to: NodeId,
  message: GroupMessage,
  ahead: Ahead | undefined,
): void {
  const { multi, io } = step;
  if (multi.coalesces) {
    if (message.type === "appendEntries" && message.entries.length === 0) {
      return addBeat(step, id, replica, to, message);
    }
    if (message.type === "appendEntriesReply" && step.replies !== undefined && to !== io.self) {
      return void step.replies.push({ group: id, message, sleeps: false });
    }
  }
  const range = rangeIn(replica.group, message);
  const conf = confFor(replica.group, to);
  const carried = { type: "group", group: id, conf, ...(range && { range }), message } as const;
  io.send(to, carried, ahead);
}

function addBeat(
  step: Step,
  id: GroupId,
  replica: Replica,
  to: NodeId,
  { term, previous, commit, round }: Extract<GroupMessage, { type: "appendEntries" }>,
): void {
  const sleeps = drowses(step.multi, step.io.self, replica, round), { beats } = step;
  const beat = {
    group: id,
    term,
    previous,
    commit,
    round,
    conf: confFor(replica.group, to),
    sleeps,
  };
  const there = beats.get(to);
  if (there === undefined) beats.set(to, [beat]);
  else there.push(beat);
}

/** The range that is in a snapshot. */
function rangeIn(group: Group, message: GroupMessage): Range | undefined {
  if (message.type === "installSnapshot") return rangeOf(headOf(message.snapshot.machine));
  if (message.type !== "snapshotChunk") return undefined;
  return rangeOf(headOf((group.leading?.outgoing?.snapshot ?? group.snapshot).machine));
}
