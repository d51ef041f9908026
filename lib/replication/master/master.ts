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

import type { Timer as RaftTimer } from "../../consensus/raft/messages.ts";
import { clone } from "../../model/clone.ts";
import type { NodeId } from "../../model/protocol.ts";
import {
  decidedBy,
  hear,
  insideGroup,
  latestEpoch,
  leads,
  type Master,
  type MasterState,
  propose,
  ring,
} from "./group.ts";
import type { Epoch, MasterIo, MasterMessage, MasterSaved } from "./messages.ts";
import { outlasting } from "./settings.ts";

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
  const latest = master.rules.says(latestEpoch(master, s), decidedBy(s).epoch);
  io.send(from, { type: "heard", life, round, epoch: latest });
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
  hear(master, s, { ...message, from }, io);
  afterRaft(master, s, io);
}

/** A timer of Raft has fired. */
export function afterRaftTimer<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  type: RaftTimer["type"],
  io: MasterIo<D>,
): void {
  ring(master, s, type, io);
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

/** Decides on the next configuration, when it is this master's to do and nothing is open. */
function consider<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  io: MasterIo<D>,
): void {
  const configuration = decidedBy(s);
  if (!leads(s) || latestEpoch(master, s) > configuration.epoch) return;
  const command = master.governor.decide(configuration, s);
  if (command === undefined) return;
  propose(master, s, command, io);
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
