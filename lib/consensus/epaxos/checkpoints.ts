/**
 * Checkpoints: instances that interfere with everything, so that all replicas execute the same before them. There a
 * replica takes a snapshot, and forgets what it includes. Without a common place in the order two replicas could each
 * have forgotten what the other one has not heard of, and neither snapshot would help the other. (The paper says no
 * more than that checkpoints are possible.)
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import { frozen, thawed } from "../../replicated/paging.ts";
import { type Id, idLabel, idOf } from "./instance.ts";
import { footprintIn, instanceAt, isExecuted, lastSlot, touching } from "./log.ts";
import type { EPaxosIo, Incoming } from "./messages.ts";
import type { Ordered } from "./rules.ts";
import type { EPaxos } from "./settings.ts";
import { includes, type Snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";
import { isCheckpoint } from "./value.ts";
import { unwatch } from "./watch.ts";

/** Whether it is time for a checkpoint, and none is on its way. */
export function needsCheckpoint({ checkpointEvery }: EPaxos, s: Readonly<State>): boolean {
  if (s.executed.size < checkpointEvery) return false;
  return s.rows.every((row, replica) =>
    [...row].every(([slot, { proposal }]) =>
      proposal === null || !isCheckpoint(proposal.value) || isExecuted(s, { replica, slot })
    )
  );
}

/**
 * A component with a checkpoint in it has been executed. The snapshot is not taken before its end: whoever began in the
 * middle of a component would not see any more that the rest is one, and might execute that in another order.
 */
export function takeSnapshot(
  epaxos: EPaxos,
  s: State,
  component: readonly Ordered[],
  io: EPaxosIo,
): void {
  const replicas = s.rows.length;
  const named = (replica: number) =>
    Math.max(...component.map(({ dependencies }) => dependencies[replica]!));
  let { touched } = s.snapshot;
  const beyond = new Set(s.snapshot.beyond);
  for (const label of s.executed.keys()) {
    const other = idOf(label), { value, sequence } = instanceAt(s, other).proposal!;
    // Who has decided a no-op, and when, is not the same everywhere.
    if (value.commands.length === 0) continue;
    beyond.add(label);
    touched = touching(touched, other, footprintIn(epaxos, s, other, value), sequence, replicas);
  }
  // All that the component names is decided, so that a no-op there is one everywhere.
  const isNoOp = (other: Id) => instanceAt(s, other).proposal?.value.commands.length === 0;
  const through = s.snapshot.through.map((slot, replica) => {
    for (let last = slot;; last++) {
      const next = { replica, slot: last + 1 };
      const isPast = beyond.has(idLabel(next)) ||
        next.slot <= named(replica) && isNoOp(next);
      if (!isPast) return last;
    }
  });
  const snapshot: Snapshot = {
    number: s.snapshot.number + 1,
    through,
    beyond: [...beyond].filter((label) => idOf(label).slot > through[idOf(label).replica]!).sort(),
    touched,
    machine: frozen(epaxos.machine, s.machine),
    sessions: clone(s.sessions),
  };
  remember(epaxos, s, snapshot, io);
}

/** Saves a snapshot, and forgets what it includes. */
function remember({ rules }: EPaxos, s: State, snapshot: Snapshot, io: EPaxosIo): void {
  s.snapshot = snapshot;
  s.rows.forEach((row, replica) => {
    for (const slot of [...row.keys()]) {
      if (includes(snapshot, { replica, slot })) row.delete(slot);
    }
  });
  for (const label of [...s.executed.keys()]) {
    if (includes(snapshot, idOf(label))) s.executed.delete(label);
  }
  for (const label of [...s.attempts.keys(), ...s.watched, ...s.waiting.keys()]) {
    if (!includes(snapshot, idOf(label))) continue;
    s.attempts.delete(label);
    s.waiting.delete(label);
    unwatch(s, idOf(label), io);
  }
  const saved = rules.saves({ type: "snapshot", snapshot });
  if (saved !== null) io.save(saved);
}

/** The state at a checkpoint has come, since something was asked of that it includes. */
export function uponInstallSnapshot(
  epaxos: EPaxos,
  s: State,
  { snapshot }: Incoming<"installSnapshot">,
  io: EPaxosIo,
): void {
  if (snapshot.number <= s.snapshot.number) return;
  remember(epaxos, s, snapshot, io);
  for (const slot of [...s.clients.keys()]) {
    if (includes(snapshot, { replica: io.self, slot })) s.clients.delete(slot);
  }
  s.nextSlot = Math.max(s.nextSlot, lastSlot(s, io.self) + 1);
  becomeAsIn(epaxos, s);
  s.news = true;
}

/** The state at the checkpoint of its snapshot. What it has executed besides it executes once more. */
export function becomeAsIn({ machine }: EPaxos, s: State): void {
  s.executed = new Map();
  s.machine = thawed(machine, s.snapshot.machine);
  s.sessions = clone(s.snapshot.sessions);
}
