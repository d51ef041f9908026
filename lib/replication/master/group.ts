/**
 * The group that masters are: what one of them knows, and the Raft by which they decide. A master that is alone has none.
 *
 * @module
 */

import { insideOf } from "../../consensus/raft/inside.ts";
import { entryAt, lastIndex } from "../../consensus/raft/log.ts";
import { raft as raftOf } from "../../consensus/raft/raft.ts";
import type { Message as RaftMessage, Timer as RaftTimer } from "../../consensus/raft/messages.ts";
import type { Saved as RaftSaved } from "../../consensus/raft/journal.ts";
import type { State as RaftState } from "../../consensus/raft/state.ts";
import { clone } from "../../model/clone.ts";
import { assertKinds, code } from "../../model/kinds.ts";
import type { From, Io, NodeId, Protocol } from "../../model/protocol.ts";
import { bare } from "../../replicated/requests.ts";
import type { Governor, Report } from "./governor.ts";
import type { Epoch, MasterIo } from "./messages.ts";
import { stateMachine } from "../../replicated/state_machine.ts";
import { type MasterSettings, masterSettingsWith } from "./settings.ts";

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

/** What masters decide beside the configurations. */
export interface MasterRules {
  /** Which number a master answers a beat with: of the latest configuration in its log, and of the last that it has seen decided. */
  readonly says: (inLog: number, decided: number) => number;
}

/** As it should be: what is decided is in the logs of a majority before any of them has seen that it is. */
export const masterRules: MasterRules = { says: (inLog) => inLog };

/** What masters of one family do. */
export interface Master<D extends Epoch, C> {
  /** What is decided. */
  readonly governor: Governor<D, C>;
  /** The settings. */
  readonly settings: MasterSettings;
  /** What they decide beside it. */
  readonly rules: MasterRules;
  /** Raft over the configurations; null for one master. */
  readonly group: Protocol<RaftState<D>, RaftMessage, RaftTimer, RaftSaved> | null;
}

/** Masters of a family of configurations. Throws `RangeError` where they cannot be. */
export function masterOf<D extends Epoch, C>(
  governor: Governor<D, C>,
  settings: MasterSettings,
  rules: MasterRules = masterRules,
): Master<D, C> {
  const { machine, decide } = Object(governor) as Governor<D, C>;
  assertKinds("be a configuration master", { machine, decide }, {
    machine: stateMachine,
    decide: code,
  });
  const { masters, beatMs, timeoutMs, leaseMs, drift, raft } = settings;
  masterSettingsWith({ masters, beatMs, timeoutMs, leaseMs, drift, raft });
  const group = masters === 1 ? null : raftOf({ snapshotEvery: 100, ...raft, machine });
  return { governor, settings, rules, group };
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

/** Raft hears from another master. */
export function hear<D extends Epoch, C>(
  { group, settings }: Master<D, C>,
  s: MasterState<D>,
  message: RaftMessage & From,
  io: MasterIo<D>,
): void {
  if (group === null || s.seat === null) return;
  const handle = group.upon[message.type] as Handler<D>;
  handle(s.seat, message, insideGroup(settings, io));
}

/** A timer of Raft has fired. */
export function ring<D extends Epoch, C>(
  { group, settings }: Master<D, C>,
  s: MasterState<D>,
  type: RaftTimer["type"],
  io: MasterIo<D>,
): void {
  if (group === null || s.seat === null) return;
  group.after![type](s.seat, { type } as never, insideGroup(settings, io));
}

/** A master who leads puts a change into the log, or alone makes it. */
export function propose<D extends Epoch, C>(
  master: Master<D, C>,
  s: MasterState<D>,
  command: C,
  io: MasterIo<D>,
): void {
  if (s.alone === null) return hear(master, s, { ...bare(command), from: io.self }, io);
  master.governor.machine.apply(s.alone, command);
  io.save({ type: "decided", configuration: clone(s.alone) });
}

type Handler<D> = (
  s: RaftState<D>,
  event: RaftMessage & { from: NodeId },
  io: Io<RaftMessage, RaftTimer, RaftSaved>,
) => void;

/** The world as the masters' Raft sees it. Nobody waits for its answers: what is decided shows in the log. */
export function insideGroup<D>(
  { masters }: MasterSettings,
  io: MasterIo<D>,
): Io<RaftMessage, RaftTimer, RaftSaved> {
  return insideOf(io, io.peers.slice(0, masters), () => {});
}
