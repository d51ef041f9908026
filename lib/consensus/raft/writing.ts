/** How a server's log changes: entries are written, and snapshots take their place. @module */

import { clone } from "../../model/clone.ts";
import { frozen, frozenBytes, thawed } from "../../replicated/paging.ts";
import { latest, type Placed } from "./configuration.ts";
import type { Entry } from "./entry.ts";
import { lastIndex, type Log, replaceAfter, termAt } from "./log.ts";
import { neededAfter } from "./outgoing.ts";
import type { RaftIo } from "./roles.ts";
import type { Raft } from "./settings.ts";
import { isWhole } from "../../replicated/chunks/partial.ts";
import type { Snapshot } from "./snapshot.ts";
import type { State } from "./state.ts";

/** Replaces everything after the entry at index `after`; configurations hold at once. */
export function write(
  raft: Raft,
  s: State,
  after: number,
  entries: readonly Entry[],
  io: RaftIo,
): void {
  if (after < lastIndex(s.log)) {
    if (after < s.commitIndex) {
      throw new Error(
        `Cannot cut the log after entry ${after} because committed entries must stay: ` +
          `given ${s.commitIndex} committed entries`,
      );
    }
    s.configurations = raft.rules.afterTruncation(s.configurations, after);
  }
  replaceAfter(s.log, after, entries);
  s.configurations.push(...configurationsIn(entries, after));
  for (const saved of raft.rules.saveEntries(after, entries)) io.save(saved);
}

/** Replaces the log up to the last applied entry by a snapshot, except for some entries that are kept. */
export function takeSnapshot(raft: Raft, s: State, io: RaftIo): void {
  const snapshot = raft.rules.capture(s, (machine) => frozen(raft.machine, machine));
  const index = Math.max(
    s.log.base.index,
    Math.min(snapshot.last.index - raft.keepEntries, neededAfter(raft, s)),
  );
  const base = { index, term: termAt(s.log, index)! };
  s.snapshot = snapshot;
  s.log = raft.rules.rebase(s.log, base);
  s.configurations = configurationsAfter(snapshot, s.log);
  noteMachineSize(raft, s);
  if (!raft.savesSnapshots) return;
  for (const saved of raft.rules.saveSnapshot(snapshot, base)) io.save(saved);
}

/** A leader has to know how large the state machine is, if there is a limit. */
export function noteMachineSize(raft: Raft, s: State): void {
  if (s.leading === null || raft.maxMachineBytes === Infinity) return;
  s.leading.machineBytes = frozenBytes(raft.machine, s.snapshot.machine);
}

/** Takes over the state in a snapshot. The log keeps what comes after it, if it agrees with it. */
export function restore(raft: Raft, s: State, snapshot: Snapshot, io: RaftIo): void {
  const { index } = snapshot.last;
  s.snapshot = snapshot;
  s.log = raft.rules.rebase(s.log, snapshot.last);
  s.configurations = configurationsAfter(snapshot, s.log);
  s.machine = thawed(raft.machine, snapshot.machine);
  s.sessions = clone(snapshot.sessions);
  s.commitIndex = index;
  s.lastApplied = index;
  const isThere = raft.savesChunks && s.partial?.last.index === index && isWhole(s.partial);
  delete s.partial;
  for (const waitedFor of s.waiting.keys()) if (waitedFor <= index) s.waiting.delete(waitedFor);
  for (const saved of raft.rules.saveSnapshot(snapshot, snapshot.last)) {
    // Its chunks have been saved, so it need not be saved again.
    const isKnown = isThere && saved.type === "snapshot";
    io.save(isKnown ? { type: "installed", base: saved.base } : saved);
  }
}

/** The configurations of a snapshot and of the log after it. */
export function configurationsAfter(snapshot: Snapshot, log: Readonly<Log>): Placed[] {
  const inLog = configurationsIn(log.entries, log.base.index);
  return [snapshot.placed, ...inLog.filter(({ index }) => index > snapshot.last.index)];
}

/** The latest configuration, unless it is committed. */
export function pendingConfiguration(s: Readonly<State>): Placed | undefined {
  const placed = latest(s.configurations);
  return placed.index > s.commitIndex ? placed : undefined;
}

function configurationsIn(entries: readonly Entry[], after: number): Placed[] {
  const found: Placed[] = [];
  entries.forEach((entry, i) => {
    if (entry.type !== "configuration") return;
    found.push({ index: after + 1 + i, configuration: entry.configuration });
  });
  return found;
}
