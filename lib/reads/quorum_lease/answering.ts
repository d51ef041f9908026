/**
 * Reads, where they are answered. A holder that must not answer hands the read to the leader at once; the leader
 * answers by its own leases, if it can, and puts the read into the log if not.
 *
 * @module
 */

import type { MultiPaxosIo } from "../../consensus/multipaxos/messages.ts";
import { serve } from "../../consensus/multipaxos/requests.ts";
import type { Answer } from "../../replicated/requests.ts";
import type { Keys } from "../keys.ts";
import type { Read } from "../state.ts";
import { holds } from "./configuration.ts";
import { hasOpen } from "./covering.ts";
import { leasedBy } from "./leasing.ts";
import type { LeaseIo } from "./messages.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

/** A read has come. */
export function uponRead({ maxHeld }: Settings, s: State, read: Read): void {
  s.leases.reads.push(read);
  if (s.leases.reads.length > maxHeld) s.leases.reads.shift();
}

/** Answers the reads that can be answered, and hands on the others; those wait that can do neither. */
export function answerReads(settings: Settings, s: State, io: LeaseIo): void {
  const { reads } = s.leases;
  if (reads.length === 0) return;
  s.leases.reads = [];
  const isSafe = maySay(settings, s, io);
  s.leases.reads = reads.filter((read) => {
    const keys = settings.keys(read.command);
    const isMine = isSafe && holds(s.machine.configuration, io.self, keys);
    if (isMine && !mustWait(settings, s, keys)) answer(settings, s, read, io);
    else if (s.leading === null) return !handOn(s, read, io);
    else if (isMine) return true;
    else putIntoLog(settings, s, read, io);
    return false;
  });
}

/**
 * Whether nothing can have been decided of which this server does not know, but for what it has voted for: each
 * quorum has somebody in it whose lease it has, and it has executed what those had when the leases began.
 */
function maySay(settings: Settings, s: Readonly<State>, io: LeaseIo): boolean {
  const { paxos, rules } = settings, leased = leasedBy(settings, s, io);
  // A quorum that takes over meets each that decides.
  const needed = rules.neededOf(s.configurations);
  if (!needed.every(({ members }) => paxos.quorums(members).phase1(leased))) return false;
  const bars: number[] = [];
  for (const [node, { bar }] of s.leases.held) if (leased.has(node)) bars.push(bar);
  return s.executed >= rules.safeBar(bars);
}

/**
 * Whether a write of these keys that is not executed here may be elsewhere. A leader knows that what it has proposed
 * itself is not; what it has found when it began to lead may be.
 */
function mustWait(settings: Settings, s: Readonly<State>, keys: Keys): boolean {
  const { rules } = settings, { leading } = s;
  return rules.minds(leading !== null) &&
    hasOpen(settings, s, keys, leading?.inherited ?? Infinity);
}

function answer({ paxos }: Settings, s: State, { command, address }: Read, io: LeaseIo): void {
  const result = paxos.machine.apply(s.machine, command);
  const told: Answer = { ok: true, index: s.commands, result };
  // It promises nothing that would have to be remembered.
  io.answer(address, told, "ahead");
}

/** Hands a read to the leader; whether one is known. */
function handOn({ leader }: State, read: Read, io: LeaseIo): boolean {
  if (leader === null || leader === io.self) return false;
  io.send(leader, { type: "forwardRead", ...read });
  return true;
}

function putIntoLog({ paxos }: Settings, s: State, { command, address }: Read, io: LeaseIo): void {
  const own = { type: "read in the log", command };
  serve(paxos, s, { type: "request", command: own, stamp: null }, address, io as MultiPaxosIo);
}
