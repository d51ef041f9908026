/**
 * A configuration master: it hears from servers, takes those for failed that are silent, and decides on the next
 * configuration. Van Renesse and Schneider (OSDI 2004, section 3) assume a master that never fails, and say that theirs
 * is a group of processes which runs Paxos; here it is a group that runs Raft, or one process alone.
 *
 * They also assume fail-stop servers, of which it is known that they have failed. Here it is only suspected. So
 * a server that is taken for failed may be well, and must not go on by its old configuration: each decision has a number,
 * and who wants to be certain of its own asks a majority of the masters whether their logs have a later one
 * (`attendance.ts`). Whatever is decided is in the logs of a majority, so one of those that are asked knows of it.
 *
 * @module
 */

import { entryAt, lastIndex } from "../../consensus/raft/log.ts";
import { raft as raftOf } from "../../consensus/raft/raft.ts";
import type { Message as RaftMessage, Timer as RaftTimer } from "../../consensus/raft/messages.ts";
import type { Saved as RaftSaved } from "../../consensus/raft/journal.ts";
import type { State as RaftState } from "../../consensus/raft/state.ts";
import { clone } from "../../model/clone.ts";
import { nested } from "../../model/nested.ts";
import type { Io, NodeId, Protocol } from "../../model/protocol.ts";
import { bare } from "../../replicated/requests.ts";
import type { Governor, Report } from "./governor.ts";
import type { Epoch, MasterIo, MasterMessage, MasterSaved } from "./messages.ts";
import { type MasterSettings, outlasting } from "./settings.ts";

/** One master. */
export interface MasterState<D> {
  /** Its seat in the group; null when it is alone. */
  readonly seat: RaftState<D> | null;
  /** What it has decided alone; null when it is one of a group. */
  readonly alone: D | null;
  /** The greatest number of a configuration that it has seen decided. */
  noticed: number;
  /** What is decided, and in force as soon as no lease is older, the oldest first. */
  coming: D[];
  /** What servers are told. Invariant: `inForce.epoch <= noticed`, and it never decreases. */
  inForce: D;
  /** The servers of which nothing has come for too long. */
  readonly silent: Set<NodeId>;
  /** What each server has last reported. */
  readonly reports: Map<NodeId, Report>;
}

/** What masters of one family do. */
export interface Master<D extends Epoch, C> {
  /** What is decided. */
  readonly governor: Governor<D, C>;
  /** The settings. */
  readonly settings: MasterSettings;
  /** Raft over the configurations; null for one master. */
  readonly group: Protocol<RaftState<D>, RaftMessage, RaftTimer, RaftSaved> | null;
}

/** Masters of a family of configurations. */
export function masterOf<D extends Epoch, C>(
  governor: Governor<D, C>,
  settings: MasterSettings,
): Master<D, C> {
  const { machine } = governor, { raft } = settings;
  const group = settings.masters === 1 ? null : raftOf({ snapshotEvery: 100, ...raft, machine });
  return { governor, settings, group };
}

/** A master starts, with what it had saved. */
export function startMaster<D extends Epoch, C>(
  master: Master<D, C>,
  io: MasterIo<D>,
  journal: readonly MasterSaved<D>[],
): MasterState<D> {
  const { governor, settings, group } = master;
  const first = governor.machine.init(), last = journal.at(-1);
  const alone = last?.type === "decided" ? clone(last.configuration) : governor.machine.init();
  const records = journal.flatMap((saved) => saved.type === "raft" ? [saved.record] : []);
  const s: MasterState<D> = {
    seat: group?.start(insideGroup(settings, io), records) ?? null,
    alone: group === null ? alone : null,
    noticed: first.epoch,
    coming: [],
    inForce: first,
    silent: new Set(),
    reports: new Map(),
  };
  for (const node of io.peers.slice(settings.masters)) waitFor(master, node, io);
  notice(master, s, io);
  return s;
}

/** A server has said that it is there. */
export function uponBeat<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  { from, life, round, epoch, report }: MasterMessage<D> & { type: "beat" } & { from: NodeId },
  io: MasterIo<D>,
): void {
  s.silent.delete(from);
  s.reports.set(from, { epoch, report });
  waitFor(master, from, io);
  io.send(from, { type: "heard", life, round, epoch: latestEpoch(master, s) });
  if (epoch < s.inForce.epoch) tell(s, from, io);
  consider(master, s, io);
}

/** Another master has said something about their log. */
export function uponRaft<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  { from, message }: MasterMessage<D> & { type: "raft" } & { from: NodeId },
  io: MasterIo<D>,
): void {
  const { group, settings } = master;
  if (group === null || s.seat === null) return;
  const handle = group.upon[message.type] as Handler<D>;
  handle(s.seat, { ...message, from }, insideGroup(settings, io));
  afterRaft(master, s, io);
}

/** A timer of Raft has fired. */
export function afterRaftTimer<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  type: RaftTimer["type"],
  io: MasterIo<D>,
): void {
  const { group, settings } = master;
  if (group === null || s.seat === null) return;
  group.after![type](s.seat, { type } as never, insideGroup(settings, io));
  afterRaft(master, s, io);
}

/** Nothing has come from a server for too long. */
export function afterSilence<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  server: NodeId,
  io: MasterIo<D>,
): void {
  s.silent.add(server);
  s.reports.delete(server);
  consider(master, s, io);
}

/** No server counts on what was in force before this configuration. */
export function afterForce<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  epoch: number,
  io: MasterIo<D>,
): void {
  const due = s.coming.filter((each) => each.epoch <= epoch);
  s.coming = s.coming.filter((each) => each.epoch > epoch);
  if (due.length === 0) return;
  s.inForce = due.at(-1)!;
  // The others wait to be asked; but for a change of leader, one word to everybody is enough.
  if (leads(s)) { for (const node of io.peers.slice(master.settings.masters)) tell(s, node, io); }
}

/** The configuration that this master has seen decided last. */
export function decidedBy<D>({ seat, alone }: Readonly<MasterState<D>>): D {
  return seat === null ? alone! : seat.machine;
}

/** Whether this master decides. */
export function leads<D>({ seat }: Readonly<MasterState<D>>): boolean {
  return seat === null || seat.leading !== null;
}

/** The greatest number that a configuration has or would have if all of this master's log were decided. */
export function latestEpoch<D extends Epoch, C>(
  { governor: { machine } }: Master<D, C>,
  s: Readonly<MasterState<D>>,
): number {
  const { seat } = s;
  if (seat === null || lastIndex(seat.log) === seat.lastApplied) return decidedBy(s).epoch;
  const ahead = clone(seat.machine);
  for (let index = seat.lastApplied + 1; index <= lastIndex(seat.log); index++) {
    const entry = entryAt(seat.log, index)!;
    if (entry.type === "command") machine.apply(ahead, entry.command as C);
  }
  return ahead.epoch;
}

type Handler<D> = (
  s: RaftState<D>,
  event: RaftMessage & { from: NodeId },
  io: Io<RaftMessage, RaftTimer, RaftSaved>,
) => void;

/** Decides on the next configuration, when it is this master's to do and nothing is open. */
function consider<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  io: MasterIo<D>,
): void {
  const { governor, group, settings } = master;
  const configuration = decidedBy(s);
  if (!leads(s) || latestEpoch(master, s) > configuration.epoch) return;
  const command = governor.decide(configuration, s);
  if (command === undefined) return;
  if (group === null || s.seat === null) {
    governor.machine.apply(configuration, command);
    io.save({ type: "decided", configuration: clone(configuration) });
    return notice(master, s, io);
  }
  const request = { ...bare(command), type: "request", from: io.self } as const;
  (group.upon.request as Handler<D>)(s.seat, request as never, insideGroup(settings, io));
  notice(master, s, io);
}

function afterRaft<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  io: MasterIo<D>,
): void {
  notice(master, s, io);
  consider(master, s, io);
}

/** What has been decided comes into force, at once or when no lease is older. */
function notice<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  io: MasterIo<D>,
): void {
  const decided = decidedBy(s), { epoch } = decided;
  if (epoch === s.noticed) return;
  s.noticed = epoch;
  s.coming.push(clone(decided));
  if (master.settings.leaseMs === 0) afterForce(master, s, epoch, io);
  else io.wait(outlasting(master.settings), { type: "force", key: epoch });
}

function tell<D>(s: MasterState<D>, server: NodeId, io: MasterIo<D>): void {
  io.send(server, { type: "configuration", configuration: s.inForce });
}

function waitFor<D extends Epoch, C>(
  { settings: { timeoutMs } }: Master<D, C>,
  node: NodeId,
  io: MasterIo<D>,
): void {
  if (timeoutMs < Infinity) io.wait(timeoutMs, { type: "silent", key: node });
}

/** The world as the masters' Raft sees it. Nobody waits for its answers: what is decided shows in the log. */
function insideGroup<D>(
  { masters }: MasterSettings,
  io: MasterIo<D>,
): Io<RaftMessage, RaftTimer, RaftSaved> {
  return nested<RaftMessage, RaftTimer, RaftSaved>(io, {
    peers: io.peers.slice(0, masters),
    send: (to, message) => io.send(to, { type: "raft", message }),
    answer() {},
    wait: (delayMs, { type }) => io.wait(delayMs, { type: "raft", key: type }),
    cancel: (type) => io.cancel("raft", type),
    save: (record) => io.save({ type: "raft", record }),
  });
}
