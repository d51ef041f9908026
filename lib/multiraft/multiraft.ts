/**
 * Multi-Raft: the keys are divided into ranges, and each range is replicated by a Raft group of its own, so that what
 * one group cannot carry, many can. A node has replicas of many ranges, and all of them share its network, its
 * journal and its timer (Spanner: Corbett and others 2012, section 2; CockroachDB: Taft and others 2020, section 2;
 * TiKV: Huang and others 2020, section 3). To read it from the beginning:
 *
 * - `range/`: a range as a replicated state machine: operations, splits, merges, and what was answered;
 * - `messages`, `state`: who says what to whom, and what a node knows;
 * - `step`, `wheel`: how many groups share one node; `beats`, `sleep`: how they cost little;
 * - `groups`, `replicas`: what happens to a replica, and how replicas come and go; `merging`;
 * - `serving`: what is asked of a range; `gateway/`: how it is found;
 * - `rules`: the decisions.
 *
 * @module
 */

import type { Protocol } from "../model/protocol.ts";
import type { Saved } from "../consensus/raft/journal.ts";
import { uponBeatReplies, uponBeats } from "./beats.ts";
import {
  attempt,
  newGateway,
  take,
  takeOperation,
  uponLocated,
  uponRouted,
} from "./gateway/gateway.ts";
import { afterTimer, finish, look, receive, uponDoubt, uponGone } from "./groups.ts";
import type { Message, Timer } from "./messages.ts";
import type { GroupId } from "./range/interval.ts";
import { firstJournal } from "./born.ts";
import { startReplica } from "./replicas.ts";
import { locate, uponRoute } from "./serving.ts";
import { decided, type MultiRaft, type Options } from "./settings.ts";
import { wake } from "./sleep.ts";
import type { NodeState, Record, Tombstone } from "./state.ts";
import { begin, type MultiIo, type Step } from "./step.ts";
import { arm, dueOf, lookAgain, newWheel, turn } from "./wheel.ts";

/** A protocol of nodes that have replicas of many ranges. */
export type MultiRaftProtocol = Protocol<NodeState, Message, Timer, Record>;

/**
 * Multi-Raft.
 *
 * @example Two ranges, one client
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { multiraft } from "hb/multiraft/multiraft.ts";
 * import { World } from "hb/sim/world.ts";
 *
 * const world = new World({
 *   protocol: multiraft({
 *     ranges: [
 *       { group: 1, start: "", end: "m", members: [0, 1, 2] },
 *       { group: 2, start: "m", end: null, members: [0, 1, 2] },
 *     ],
 *   }),
 *   nodes: 3,
 *   seed: 1,
 *   clients: {
 *     workload: [[
 *       { at: 1000, input: { type: "put", key: "apple", value: "red" } },
 *       { input: { type: "get", key: "apple" } },
 *     ]],
 *     ask: (operation) => ({ type: "ask", operation } as never),
 *   },
 * });
 * world.run(3000);
 * assertEquals(world.history.map(({ output }) => output), [
 *   { ok: true, value: null },
 *   { ok: true, value: "red" },
 * ]);
 * ```
 */
export function multiraft(options: Options): MultiRaftProtocol {
  const multi = decided(options);
  const inStep = (s: NodeState, io: MultiIo, then: (step: Step) => void) => {
    const step = begin(multi, s, io);
    then(step);
    finish(step);
  };
  return {
    start: (io, journal) => start(multi, io, journal),
    compact: (journal) => compact(multi, journal),
    checkpoint: (s) => checkpoint(multi, s),
    upon: {
      ask: (s, { from, operation }, io) =>
        inStep(s, io, (step) => takeOperation(step, from, operation)),
      order: (s, { from, key, order, only = null }, io) =>
        inStep(s, io, (step) => take(step, { address: from, key, task: order, only })),
      locate: (s, { from, id, key, group }, io) =>
        io.send(from, { type: "located", id, ...locate(s, key, group) }),
      located: (s, located, io) => inStep(s, io, (step) => uponLocated(step, located)),
      route: (s, routed, io) => inStep(s, io, (step) => uponRoute(step, routed)),
      routed: (s, routed, io) => inStep(s, io, (step) => uponRouted(step, routed)),
      group: (s, received, io) => inStep(s, io, (step) => receive(step, received)),
      beats: (s, { from, beats }, io) => inStep(s, io, (step) => uponBeats(step, from, beats)),
      beatReplies: (s, { from, replies }, io) =>
        inStep(s, io, (step) => uponBeatReplies(step, from, replies)),
      wake: (s, { group }, io) =>
        inStep(s, io, (step) => {
          const replica = s.replicas.get(group);
          if (replica !== undefined) wake(step, group, replica);
        }),
      "member?": (s, { from, group, conf }, io) =>
        inStep(s, io, (step) => uponDoubt(step, from, group, conf)),
      gone: (s, { group, conf }, io) => inStep(s, io, (step) => uponGone(step, group, conf)),
    },
    after: {
      tick: (s, _, io) => inStep(s, io, (step) => afterTick(step)),
      again: (s, { key }, io) => inStep(s, io, (step) => attempt(step, key)),
    },
  };
}

/** The wheel has turned: the timers of all groups that are due. */
function afterTick(step: Step): void {
  const { s: { wheel, replicas }, io, multi: { tickMs } } = step;
  const tick = wheel.wakeAt ?? 0;
  for (const id of turn(wheel, tickMs, io)) {
    const replica = replicas.get(id);
    if (replica === undefined || replica.lookAt === null || replica.lookAt > tick) continue;
    replica.lookAt = null;
    for (const type of dueOf(wheel, replica)) afterTimer(step, id, type);
    if (replicas.get(id) === replica) lookAgain(wheel, id, replica, tickMs, io);
  }
  arm(wheel, tickMs, io);
}

/** A node starts: at first with the replicas that it has from the beginning, then with those that it has saved. */
function start(multi: MultiRaft, io: MultiIo, journal: readonly Record[]): NodeState {
  const { boot, tombstones, groups, calls } = read(journal);
  const s: NodeState = {
    boot: boot + 1,
    replicas: new Map(),
    tombstones,
    wheel: newWheel(io.now()),
    gateway: newGateway(),
    tickets: new Map(),
    nextTicket: 0,
  };
  const step = begin(multi, s, io);
  const first = multi.ranges.filter(({ members }) => members.includes(io.self));
  if (boot === 0) { for (const range of first) groups.set(range.group, firstJournal(range)); }
  for (const [id, records] of groups) {
    if (boot === 0) { for (const record of records) io.save({ type: "group", group: id, record }); }
    startReplica(step, id, records, calls.get(id));
  }
  // Last: a node that crashes on the way begins as if it had never started.
  io.save({ type: "boot", boot: s.boot });
  for (const id of [...groups.keys()]) look(step, id);
  finish(step);
  return s;
}

/** What a journal says, group by group. */
function read(journal: readonly Record[]) {
  const groups = new Map<GroupId, Saved[]>(), tombstones = new Map<GroupId, Tombstone>();
  const calls = new Map<GroupId, number>();
  let boot = 0;
  for (const each of journal) {
    switch (each.type) {
      case "boot":
        boot = each.boot;
        break;
      case "gone":
        groups.delete(each.group);
        calls.delete(each.group);
        tombstones.set(each.group, each.tombstone);
        break;
      case "called":
        calls.set(each.group, each.conf);
        if (!groups.has(each.group)) groups.set(each.group, []);
        break;
      case "group": {
        const there = groups.get(each.group);
        if (there === undefined) groups.set(each.group, [each.record]);
        else there.push(each.record);
      }
    }
  }
  return { boot, groups, tombstones, calls };
}

function compact(multi: MultiRaft, journal: readonly Record[]): Record[] {
  const { boot, groups, tombstones, calls } = read(journal);
  const shortest = multi.protocol.compact!;
  return [
    ...(boot === 0 ? [] : [{ type: "boot", boot } as const]),
    ...[...tombstones].map(gone),
    ...[...groups].flatMap(([group, records]) => [
      ...called(group, calls.get(group)),
      ...shortest(records).map(of(group)),
    ]),
  ];
}

function checkpoint(
  multi: MultiRaft,
  { boot, replicas, tombstones }: Readonly<NodeState>,
): Record[] {
  return [
    { type: "boot", boot },
    ...[...tombstones].map(gone),
    ...[...replicas].flatMap(([group, { group: state, called: conf }]) => [
      ...called(group, conf),
      ...multi.protocol.checkpoint!(state).map(of(group)),
    ]),
  ];
}

function gone([group, tombstone]: readonly [GroupId, Tombstone]): Record {
  return { type: "gone", group, tombstone };
}

function called(group: GroupId, conf = 0): Record[] {
  return conf === 0 ? [] : [{ type: "called", group, conf }];
}

function of(group: GroupId): (record: Saved) => Record {
  return (record) => ({ type: "group", group, record });
}
