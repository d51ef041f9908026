/** Rules of what outlives a crash (Ongaro 2014, section 3.8 and chapter 5). @module */

import { clone } from "../../../model/clone.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { inForceAt } from "../configuration.ts";
import type { Entry } from "../entry.ts";
import type { Position } from "../../../replicated/position.ts";
import { fold, type Recalled, type Remembered } from "../journal.ts";
import { emptyLog, type Log, termAt } from "../log.ts";
import type { Snapshot } from "../snapshot.ts";
import type { State } from "../state.ts";

/** The rules by which a server remembers. */
export interface DurabilityRules {
  /** What to save when the term or the vote has changed. */
  saveVote(term: number, votedFor: NodeId | null): readonly Remembered[];
  /** What to save when everything in the log after `after` has been replaced by `entries`. */
  saveEntries(after: number, entries: readonly Entry[]): readonly Remembered[];
  /** What to save when a snapshot has been taken or installed, and the log begins after `base`. */
  saveSnapshot(snapshot: Snapshot, base: Position): readonly Remembered[];
  /** What a server knows when it restarts with what it saved. */
  recall(journal: readonly Remembered[]): Recalled;
  /** Whether to take a snapshot, given how many entries have been applied since the last one. */
  isSnapshotDue(applied: number, snapshotEvery: number): boolean;
  /**
   * What a snapshot of a server contains, as of its last applied entry. `freeze` gives the state machine as it
   * is now; by default a copy.
   */
  capture(s: Readonly<State>, freeze?: (machine: unknown) => unknown): Snapshot;
  /** Whether a snapshot is news to a server that has committed up to `commitIndex`. */
  isNews(snapshot: Snapshot, commitIndex: number): boolean;
  /** The log after `base`: its rest if it has that very entry, else nothing. */
  rebase(log: Readonly<Log>, base: Position): Log;
}

/** The rules as they should be. */
export const durabilityRules: DurabilityRules = {
  saveVote: (term, votedFor) => [{ type: "vote", term, votedFor }],
  saveEntries: (after, entries) => [{ type: "append", after, entries }],
  saveSnapshot: (snapshot, base) => [{ type: "snapshot", snapshot, base }],
  recall: fold,
  isSnapshotDue: (applied, snapshotEvery) => applied >= snapshotEvery,

  capture: (s, freeze = clone) => ({
    last: { index: s.lastApplied, term: termAt(s.log, s.lastApplied)! },
    placed: inForceAt(s.configurations, s.lastApplied),
    machine: freeze(s.machine),
    sessions: clone(s.sessions),
  }),

  isNews: (snapshot, commitIndex) => snapshot.last.index > commitIndex,

  rebase(log, base) {
    if (termAt(log, base.index) !== base.term) return emptyLog(base);
    return { base, entries: log.entries.slice(base.index - log.base.index) };
  },
};
