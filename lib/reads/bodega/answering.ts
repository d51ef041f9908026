/** Reads, where they are answered. @module */

import type { NodeId } from "../../model/protocol.ts";
import type { Answer } from "../../replicated/requests.ts";
import { rangeOf } from "../keys.ts";
import type { Read } from "../state.ts";
import { hasOpen } from "./deciding.ts";
import { leasedBy, rosterOf } from "./leasing.ts";
import type { BodegaIo } from "./messages.ts";
import { answersFor, type Roster } from "./roster.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** A read has come. Whoever does not answer reads of its keys hands it to the leader. */
export function uponRead(settings: Settings, s: State, read: Read, io: BodegaIo): void {
  const { bodega, leader } = s, roster = rosterOf(s);
  const isMine = roster !== null && answersFor(roster, io.self, settings.keys(read.command));
  if (!isMine && leader !== null && leader !== io.self) {
    io.send(leader, { type: "forwardRead", ...read });
    if (roster !== null) askToCover(settings, s, roster, read, io);
    return;
  }
  bodega.reads.push(read);
  if (bodega.reads.length > settings.maxHeld) bodega.reads.shift();
}

/** A server that hands on many reads of a range of keys asks the leader to let it answer them. */
function askToCover(
  { keys, coverReads, coverMs }: Settings,
  { bodega }: State,
  { ballot, ranges }: Roster,
  { command }: Read,
  io: BodegaIo,
): void {
  const now = io.now(), [key] = keys(command) ?? [];
  const range = key === undefined ? undefined : rangeOf(ranges, key);
  if (coverReads === Infinity || range === undefined) return;
  if (now - bodega.countsFrom >= coverMs) {
    bodega.handedOn.clear();
    bodega.countsFrom = now;
  }
  const count = (bodega.handedOn.get(range.from) ?? 0) + 1;
  bodega.handedOn.set(range.from, count);
  if (count % coverReads === 0) io.send(ballot.node, { type: "cover", range: range.from });
}

/** Answers the reads that can be answered. */
export function answerReads(settings: Settings, s: State, io: BodegaIo): void {
  const { bodega, leader } = s, roster = rosterOf(s);
  if (bodega.reads.length === 0 || roster === null) return;
  const isSafe = maySay(settings, s, io), isLeader = roster.ballot.node === io.self;
  bodega.reads = bodega.reads.filter((read) => {
    const keys = settings.keys(read.command);
    if (!answersFor(roster, io.self, keys)) {
      if (leader === null || leader === io.self) return true;
      io.send(leader, { type: "forwardRead", ...read });
      return false;
    }
    if (!isSafe || settings.rules.holds(isLeader) && hasOpen(settings, s, keys)) return true;
    const { machine } = settings.paxos;
    const result: Answer = {
      ok: true,
      index: s.executed,
      result: machine.apply(s.machine, read.command),
    };
    // It promises nothing that would have to be remembered.
    io.answer(read.address, result, "ahead");
    return false;
  });
}

/**
 * Whether nothing can have been decided of which this server does not know: enough others promise no higher ballot,
 * and it has executed what they had before this one.
 */
function maySay(settings: Settings, s: Readonly<State>, io: BodegaIo): boolean {
  const { bodega } = s, leased = leasedBy(settings, s, io);
  const needed = settings.rules.neededOf(s.configurations);
  if (!needed.every(({ members }) => meetsAll(settings, members, leased))) return false;
  const bars = [bodega.promised.bar];
  for (const [node, { bar }] of bodega.leases) if (leased.has(node)) bars.push(bar);
  return s.executed >= settings.rules.safeBar(bars);
}

/** Whether whoever takes over must have asked one of them. */
function meetsAll(
  { paxos }: Settings,
  members: readonly NodeId[],
  leased: ReadonlySet<NodeId>,
): boolean {
  const { phase1, phase2 } = paxos.quorums(members);
  return phase1(leased) && phase2(leased);
}
