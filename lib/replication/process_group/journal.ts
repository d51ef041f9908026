/**
 * The journal of a process as a state machine: whatever the process saves is a command of the log, so a group has the
 * journal as long as most of its members have theirs.
 *
 * @module
 */

import type { StateMachine } from "../../replicated/state_machine.ts";

/** What the log says of the journal. */
export interface Kept {
  /** What the process has saved, compacted now and then. */
  records: unknown[];
  /** How many records it had after it was compacted last. */
  compacted: number;
  /** How often the process has begun. */
  lives: number;
}

/** A command of the log. */
export type JournalCommand =
  /** A member that leads begins to run the process. */
  | { readonly type: "begin" }
  /** A step of the process has saved these; maybe none, and then it only shows that nobody else runs the process. */
  | { readonly type: "saved"; readonly records: readonly unknown[] };

/** A journal is compacted when it has twice as many records as after the last time, and more than these. */
const FEW = 64;

/** The journal; `compact` is the protocol's. */
export function journalMachine(
  compact: (records: readonly unknown[]) => readonly unknown[],
): StateMachine<Kept, JournalCommand, null> {
  return {
    init: () => ({ records: [], compacted: 0, lives: 0 }),
    apply(kept, command) {
      if (command.type === "begin") {
        kept.lives++;
        return null;
      }
      kept.records.push(...command.records);
      if (kept.records.length <= Math.max(FEW, 2 * kept.compacted)) return null;
      kept.records = [...compact(kept.records)];
      kept.compacted = kept.records.length;
      return null;
    },
  };
}
