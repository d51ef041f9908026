/** Snapshots are taken, and installed where slots are missing that nobody has any more. @module */

import { clone } from "../../model/clone.ts";
import { frozen, thawed } from "../../replicated/paging.ts";
import { truncate } from "./log.ts";
import type { MultiPaxosIo } from "./messages.ts";
import { save } from "./roles.ts";
import type { MultiPaxos } from "./settings.ts";
import type { Snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";

/** Puts a snapshot in the place of the slots that are executed, but for some that are kept. */
export function takeSnapshot(paxos: MultiPaxos, s: State, io: MultiPaxosIo): void {
  s.snapshot = {
    slot: s.executed,
    commands: s.commands,
    configurations: clone(s.configurations),
    machine: frozen(paxos.machine, s.machine),
    sessions: clone(s.sessions),
  };
  const base = Math.max(s.log.base, paxos.rules.forgets(s.snapshot, paxos.keepSlots));
  truncate(s.log, base);
  if (paxos.savesSnapshots) save(paxos, { type: "snapshot", snapshot: s.snapshot, base }, io);
}

/** Takes over the state in a snapshot that is further than the own one. */
export function install(
  paxos: MultiPaxos,
  s: State,
  snapshot: Snapshot,
  io: MultiPaxosIo,
): void {
  becomeAsIn(paxos, s, snapshot);
  truncate(s.log, snapshot.slot);
  for (const slots of [s.waiting, s.leading?.open]) {
    for (const slot of slots?.keys() ?? []) if (slot <= snapshot.slot) slots!.delete(slot);
  }
  save(paxos, { type: "snapshot", snapshot, base: snapshot.slot }, io);
}

/** The state after the last slot of a snapshot. */
export function becomeAsIn(paxos: MultiPaxos, s: State, snapshot: Snapshot): void {
  s.snapshot = snapshot;
  s.executed = snapshot.slot;
  s.commands = snapshot.commands;
  s.configurations = clone(snapshot.configurations) as State["configurations"];
  s.machine = thawed(paxos.machine, snapshot.machine);
  s.sessions = clone(snapshot.sessions);
}
