/** Snapshots are taken, and installed where slots are missing that nobody has any more. @module */

import { clone } from "../../model/clone.ts";
import { isWhole } from "../../replicated/chunks/partial.ts";
import { frozen, thawed } from "../../replicated/paging.ts";
import { truncate } from "./log.ts";
import type { MultiPaxosIo } from "./messages.ts";
import { endHandout, neededAfter } from "./outgoing.ts";
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
  const base = Math.max(
    s.log.base,
    Math.min(paxos.rules.forgets(s.snapshot, paxos.keepSlots), neededAfter(s)),
  );
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
  const isThere = paxos.savesChunks && s.partial?.slot === snapshot.slot && isWhole(s.partial);
  becomeAsIn(paxos, s, snapshot);
  delete s.partial;
  endHandout(s, io);
  truncate(s.log, snapshot.slot);
  for (const slots of [s.waiting, s.leading?.open]) {
    for (const slot of slots?.keys() ?? []) if (slot <= snapshot.slot) slots!.delete(slot);
  }
  // If its chunks have been saved, it need not be saved again.
  const base = snapshot.slot;
  save(paxos, isThere ? { type: "installed", base } : { type: "snapshot", snapshot, base }, io);
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
