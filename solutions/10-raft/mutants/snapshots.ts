/** Stage 3D with one bug each. @module */

import type { Mutant } from "hb/grade/suite.ts";
import { nested } from "hb/model/nested.ts";
import { lastPosition } from "../../../exercises/10-raft/given.ts";
import type { Subject } from "../../../exercises/10-raft/subject.ts";
import { subject } from "../subject.ts";
import { mutant } from "./mutant.ts";

const { compaction, remember, install } = subject;

export const snapshotMutants: readonly Mutant<Subject>[] = [
  mutant("compaction", "one entry late", "the log grows by one more than it should", {
    isSnapshotDue: (applied, snapshotEvery) => applied > snapshotEvery,
  }),
  mutant("compaction", "drops the sessions", "what was executed may be executed again", {
    capture: (s) => ({ ...compaction.capture(s), sessions: new Map() }),
  }),
  mutant("compaction", "shares the machine", "the snapshot changes with the server", {
    capture: (s) => ({ ...compaction.capture(s), machine: s.machine }),
  }),
  mutant(
    "compaction",
    "up to the end of the log",
    "entries count as included that are not applied",
    {
      capture: (s) => ({ ...compaction.capture(s), last: lastPosition(s.log) }),
    },
  ),
  mutant("compaction", "the newest configuration", "a change that may be lost is in the snapshot", {
    capture: (s) => ({ ...compaction.capture(s), placed: s.configurations.at(-1)! }),
  }),
  mutant("compaction", "back to the past", "a server that is ahead takes an old snapshot", {
    isNews: (snapshot) => snapshot.last.index > 0,
  }),
  mutant("compaction", "forgets the rest", "entries after the snapshot are gone", {
    rebase: (_, base) => ({ base, entries: [] }),
  }),
  mutant("compaction", "keeps any rest", "a log that differs is continued after the snapshot", {
    rebase: (log, base) => ({ base, entries: log.entries.slice(base.index - log.base.index) }),
  }),
  mutant(
    "remember",
    "the log begins at the snapshot",
    "entries that were kept are lost in a crash",
    {
      saveSnapshot: (snapshot) => remember.saveSnapshot(snapshot, snapshot.last),
    },
  ),
  mutant("remember", "the old log goes on", "a server starts with a hole in its log", {
    recall: (known, { snapshot }) => ({ ...known, snapshot }),
  }),
  mutant("remember", "a new life", "term and vote are forgotten with the log", {
    recall: (known, saved) => ({ ...remember.recall(known, saved), term: 0, votedFor: null }),
  }),
  mutant("install", "takes any snapshot", "a late snapshot undoes what was applied since", (
    raft,
    s,
    message,
    io,
  ) => install({ ...raft, rules: { ...raft.rules, isNews: () => true } }, s, message, io)),
  mutant("install", "is silent about old news", "the leader sends the same snapshot for ever", (
    raft,
    s,
    message,
    io,
  ) => {
    const isOld = message.term >= s.term && !raft.rules.isNews(message.snapshot, s.commitIndex);
    install(raft, s, message, !isOld ? io : nested(io, { send() {} }));
  }),
  mutant("install", "no word from the leader", "a server stands while it gets a snapshot", (
    raft,
    s,
    message,
    io,
  ) => install(raft, s, message, nested(io, { wait() {} }))),
  mutant("install", "the snapshot is not saved", "after a crash the log begins nowhere", (
    raft,
    s,
    message,
    io,
  ) => install({ ...raft, rules: { ...raft.rules, saveSnapshot: () => [] } }, s, message, io)),
];
