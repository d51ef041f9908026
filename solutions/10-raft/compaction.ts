/** Part 17: what was applied, all of it, and no more. @module */

import { clone, emptyLog, inForceAt, type Rules, termAt } from "../../exercises/10-raft/given.ts";

export const compaction: Pick<Rules, "isSnapshotDue" | "capture" | "isNews" | "rebase"> = {
  isSnapshotDue: (applied, snapshotEvery) => applied >= snapshotEvery,

  capture(s) {
    const index = s.lastApplied;
    return {
      last: { index, term: termAt(s.log, index)! },
      placed: inForceAt(s.configurations, index),
      machine: clone(s.machine),
      sessions: clone(s.sessions),
    };
  },

  isNews: ({ last }, commitIndex) => last.index > commitIndex,

  rebase(log, base) {
    const isKnown = termAt(log, base.index) === base.term;
    return isKnown
      ? { base, entries: log.entries.slice(base.index - log.base.index) }
      : emptyLog(base);
  },
};
