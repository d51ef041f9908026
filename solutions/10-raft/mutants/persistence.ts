/** Stage 3C with one bug each. @module */

import type { Mutant } from "hb/grade/suite.ts";
import { nested } from "hb/model/nested.ts";
import { lastIndex } from "../../../exercises/10-raft/given.ts";
import type { Subject } from "../../../exercises/10-raft/subject.ts";
import { subject } from "../subject.ts";
import { mutant } from "./mutant.ts";

const { save, recall, restart } = subject;

export const persistenceMutants: readonly Mutant<Subject>[] = [
  mutant("save", "the vote is not saved", "a server votes again after a crash", {
    saveVote: (term) => save.saveVote(term, null),
  }),
  mutant("save", "only votes are saved", "a term without a vote is forgotten", {
    saveVote: (term, votedFor) => votedFor === null ? [] : save.saveVote(term, votedFor),
  }),
  mutant("save", "what was cut off comes back", "a log that was cut short is not saved so", {
    saveEntries: (after, entries) => entries.length === 0 ? [] : save.saveEntries(after, entries),
  }),
  mutant(
    "recall",
    "the first vote counts",
    "a later vote does not replace an earlier one",
    (known, saved) =>
      saved.type === "vote" && saved.term === known.term && known.votedFor !== null
        ? known
        : recall(known, saved),
  ),
  mutant(
    "recall",
    "only ever longer",
    "entries are added to what they should replace",
    (known, saved) =>
      saved.type === "append"
        ? recall(known, { ...saved, after: lastIndex(known.log) })
        : recall(known, saved),
  ),
  mutant(
    "recall",
    "counts from 1",
    "a log that begins later is cut in the wrong place",
    (known, saved) => {
      if (saved.type === "vote") return recall(known, saved);
      known.log.entries.length = Math.min(saved.after, known.log.entries.length);
      known.log.entries.push(...saved.entries);
      return known;
    },
  ),
  mutant("restart", "takes its log for committed", "what may be overwritten is applied", (
    raft,
    io,
    journal,
  ) => {
    const s = restart(raft, io, journal);
    return { ...s, commitIndex: lastIndex(s.log) };
  }),
  mutant(
    "restart",
    "waits for nothing",
    "servers that come back never stand",
    (raft, io, journal) => restart(raft, nested(io, { wait() {} }), journal),
  ),
  mutant(
    "restart",
    "forgets its vote",
    "a server votes again after a crash",
    (raft, io, journal) => ({
      ...restart(raft, io, journal),
      votedFor: null,
    }),
  ),
  mutant("restart", "applies from the beginning", "commands in the snapshot are executed again", (
    raft,
    io,
    journal,
  ) => ({ ...restart(raft, io, journal), machine: raft.machine.init() })),
];
