/** Servers that have missed slots ask for them, one message after another. @module */

import { membersAt } from "./configuration.ts";
import { execute, learn } from "./execute.ts";
import { proposeAll } from "./leader.ts";
import type { Voted } from "./log.ts";
import type { Incoming, MultiPaxosIo } from "./messages.ts";
import { noteReceiver, sendSnapshot } from "./outgoing.ts";
import type { MultiPaxos } from "./settings.ts";
import { install } from "./snapshots.ts";
import type { State } from "./state.ts";

/**
 * Members of later slots need not know yet that they are: those who have executed the slots before must tell them,
 * as nobody else decides any more.
 */
export function tellMembers({ configurations, executed }: State, io: MultiPaxosIo): void {
  for (const to of membersAt(configurations, executed + 1)) io.send(to, { type: "news", executed });
}

/** Somebody who does not decide any more has executed so far. */
export function uponNews(
  s: State,
  { from, executed }: Incoming<"news">,
  io: MultiPaxosIo,
): void {
  if (executed > s.executed) io.send(from, { type: "fetch", executed: s.executed });
}

/** Somebody has executed less: tell them what is decided, or the state where that is gone. */
export function uponFetch(
  paxos: MultiPaxos,
  s: State,
  { from, executed }: Incoming<"fetch">,
  io: MultiPaxosIo,
): void {
  noteReceiver(s, from, executed, io);
  if (executed < s.log.base) return sendSnapshot(paxos, s, from, io);
  const most = Math.min(s.executed, executed + paxos.maxLearn), told: Voted[] = [];
  for (let slot = executed + 1; slot <= most; slot++) {
    const { ballot, value } = s.log.entries.get(slot)!;
    told.push({ slot, ballot, value });
  }
  if (told.length > 0) io.send(from, { type: "learn", decided: told, executed: s.executed });
}

/** Slots that it has missed have come. */
export function uponLearn(
  paxos: MultiPaxos,
  s: State,
  { from, decided: told, executed }: Incoming<"learn">,
  io: MultiPaxosIo,
): void {
  const before = s.executed;
  learn(paxos, s, told, io);
  goOn(paxos, s, io);
  if (s.executed > before && s.executed < executed) {
    io.send(from, { type: "fetch", executed: s.executed });
  }
}

/** The state has come. */
export function uponInstallSnapshot(
  paxos: MultiPaxos,
  s: State,
  { from, snapshot }: Incoming<"installSnapshot">,
  io: MultiPaxosIo,
): void {
  if (snapshot.slot <= s.executed) return;
  install(paxos, s, snapshot, io);
  goOn(paxos, s, io);
  io.send(from, { type: "fetch", executed: s.executed });
}

function goOn(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  execute(paxos, s, io);
  if (s.leading !== null) proposeAll(paxos, s, io);
}
