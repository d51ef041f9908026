/** Replicas come and go: at the beginning, with a split, with a message, by a change of members, with a merge. @module */

import type { NodeId } from "../model/protocol.ts";

import type { Saved } from "../consensus/raft/journal.ts";
import { takeSnapshot } from "../consensus/raft/writing.ts";
import type { GroupId, Range } from "./range/interval.ts";
import { bornJournal } from "./born.ts";
import { hasBegun, type News, rangeOf } from "./range/state.ts";
import type { Group, NodeState, Replica, Tombstone } from "./state.ts";
import { type Step, within } from "./step.ts";

/** The replica of a group, if it is here. */
export function replicaOf(s: Readonly<NodeState>, id: GroupId): Replica | undefined {
  return s.replicas.get(id);
}

/** The ranges that are here and have begun. */
export function rangesHere(s: Readonly<NodeState>, but?: GroupId): Range[] {
  return [...s.replicas].filter(([id, { group }]) => id !== but && hasBegun(group.machine))
    .map(([, { group }]) => rangeOf(group.machine));
}

/** A replica starts from what its group has saved here; nothing at all: it waits for a snapshot. */
export function startReplica(
  step: Step,
  id: GroupId,
  journal: readonly Saved[],
  called = 0,
): Replica {
  const { multi, s } = step;
  const replica = {
    timers: new Map(),
    called,
    lookAt: null,
    asleepSince: null,
    idle: { term: 0, beats: 0, since: null },
    sleepers: new Set<NodeId>(),
    admitted: new Map<NodeId, number>(),
  } as Partial<Replica> as { -readonly [K in keyof Replica]: Replica[K] };
  // Who has nothing knows of nobody, and so never stands for election.
  const io = { ...within(step, id, replica), peers: [] };
  replica.group = multi.protocol.start(io, journal) as Group;
  s.replicas.set(id, replica);
  return replica;
}

/** A range was split off: this node has a replica of it if it has one of its parent and was a member. */
export function hatch(step: Step, born: Extract<News, { type: "born" }>, leads: boolean): void {
  const { s, io, multi, saved } = step, { range: { group: id } } = born;
  const journal = bornJournal(multi.rules, s, io.self, born);
  if (journal === undefined) return;
  if (!saved.delete(id)) {
    for (const record of multi.rules.savedAtBirth(journal)) {
      io.save({ type: "group", group: id, record });
    }
  }
  const replica = startReplica(step, id, journal, s.replicas.get(id)?.called);
  if (!leads) return;
  // Whoever leads the parent stands at once: the others need not wait until they miss a leader.
  const { term } = replica.group;
  const stand = { type: "timeoutNow", term, from: io.self } as const;
  multi.protocol.upon.timeoutNow(replica.group, stand, within(step, id, replica));
}

/** What has become of other ranges by what a replica has applied; whether anything has. */
export function heed(step: Step, { group }: Replica): boolean {
  const { machine, leading } = group, { news } = machine as { news: readonly News[] };
  machine.news = [];
  for (const each of news) {
    if (each.type === "born") hatch(step, each, leading !== null);
    else destroy(step, each.group, null);
  }
  return news.length > 0;
}

/**
 * The interval of a range has changed: its snapshot is made again, as the one from before has keys that are another
 * range's now, and a new member that has that one could never install it. The log stays for those who follow it.
 */
export function retake(step: Step, id: GroupId, replica: Replica): void {
  takeSnapshot(
    { ...step.multi.raft, keepEntries: Infinity },
    replica.group,
    within(step, id, replica),
  );
}

/** A replica is gone: what it saved is forgotten, but for what it has promised. */
export function destroy({ s, io }: Step, id: GroupId, conf: number | null): void {
  const before = s.tombstones.get(id), since = before === undefined ? 0 : before.conf;
  const { term, votedFor } = s.replicas.get(id)?.group ?? before ?? { term: 0, votedFor: null };
  const isForGood = conf === null || since === null;
  const tombstone: Tombstone = { conf: isForGood ? null : Math.max(conf, since), term, votedFor };
  s.replicas.delete(id);
  for (const [ticket, { group }] of s.tickets) if (group === id) s.tickets.delete(ticket);
  s.tombstones.set(id, tombstone);
  io.save({ type: "gone", group: id, tombstone });
}

/**
 * A replica that was gone, or never was, is to be here: it waits for a snapshot. The tombstone stays, as who takes it
 * for a member because of what was before must not be listened to by this one either.
 */
export function create(step: Step, id: GroupId): Replica {
  const { s, io, multi } = step, promised = multi.rules.promised(s.tombstones.get(id));
  if (promised === undefined || promised.term === 0) return startReplica(step, id, []);
  const { term, votedFor } = promised, record: Saved = { type: "vote", term, votedFor };
  io.save({ type: "group", group: id, record });
  return startReplica(step, id, [record]);
}
