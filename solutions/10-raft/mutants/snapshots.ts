/** Stage 3D with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { lastPosition } from "../../../exercises/10-raft/given.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { compaction } from "../compaction.ts";
import { remember } from "../remember.ts";
import { install } from "../install.ts";
import { unheard, withRules } from "./otherwise.ts";

export const snapshotMutants: Mutants<Answers> = {
  compaction: {
    "one entry late: the log grows by one more than it should": {
      isSnapshotDue: (applied, snapshotEvery) => applied > snapshotEvery,
    },
    "drops the sessions: what was executed may be executed again": {
      capture: (s) => ({ ...compaction.capture(s), sessions: new Map() }),
    },
    "shares the machine: the snapshot changes with the server": {
      capture: (s) => ({ ...compaction.capture(s), machine: s.machine }),
    },
    "up to the end of the log: entries count as included that are not applied": {
      capture: (s) => ({ ...compaction.capture(s), last: lastPosition(s.log) }),
    },
    "the newest configuration: a change that may be lost is in the snapshot": {
      capture: (s) => ({ ...compaction.capture(s), placed: s.configurations.at(-1)! }),
    },
    "back to the past: a server that is ahead takes an old snapshot": {
      isNews: (snapshot) => snapshot.last.index > 0,
    },
    "forgets the rest: entries after the snapshot are gone": {
      rebase: (_, base) => ({ base, entries: [] }),
    },
    "keeps any rest: a log that differs is continued after the snapshot": {
      rebase: (log, base) => ({ base, entries: log.entries.slice(base.index - log.base.index) }),
    },
  },
  remember: {
    "the log begins at the snapshot: entries that were kept are lost in a crash": {
      saveSnapshot: (snapshot) => remember.saveSnapshot(snapshot, snapshot.last),
    },
    "the old log goes on: a server starts with a hole in its log": {
      recall: (known, { snapshot }) => ({ ...known, snapshot }),
    },
    "a new life: term and vote are forgotten with the log": {
      recall: (known, saved) => ({ ...remember.recall(known, saved), term: 0, votedFor: null }),
    },
  },
  install: {
    "takes any snapshot: a late snapshot undoes what was applied since": withRules(install, {
      isNews: () => true,
    }),
    "is silent about old news: the leader sends the same snapshot for ever": (
      raft,
      s,
      asked,
      io,
    ) => {
      const isOld = asked.term >= s.term && !raft.rules.isNews(asked.snapshot, s.commitIndex);
      (isOld ? unheard(install, "send") : install)(raft, s, asked, io);
    },
    "no word from the leader: a server stands while it gets a snapshot": unheard(install, "wait"),
    "the snapshot is not saved: after a crash the log begins nowhere": withRules(install, {
      saveSnapshot: () => [],
    }),
  },
};
