/** Stage 3B with one bug each. @module */

import type { Mutant } from "hb/grade/suite.ts";
import { nested } from "hb/model/nested.ts";
import { lastIndex, termAt } from "../../../exercises/10-raft/given.ts";
import type { Subject } from "../../../exercises/10-raft/subject.ts";
import { subject } from "../subject.ts";
import { mutant } from "./mutant.ts";

const { commit, backup, follower } = subject;

export const logMutants: readonly Mutant<Subject>[] = [
  mutant("complete", "any log may lead", "a leader may lack what is committed", {
    isUpToDate: () => true,
  }),
  mutant("complete", "the longer log wins", "a long log of an old term beats a newer one", {
    isUpToDate: (candidates, own) => candidates.index >= own.index,
  }),
  mutant("complete", "only a better log", "equal logs refuse each other, and nobody leads", {
    isUpToDate: (candidates, own) =>
      candidates.term > own.term || (candidates.term === own.term && candidates.index > own.index),
  }),
  mutant("match", "no look at the term before", "any log that is long enough is taken to agree", {
    agrees: (log, { index }) => index <= lastIndex(log),
  }),
  mutant("match", "compacted is a conflict", "a follower with a snapshot refuses older appends", {
    agrees: (log, { index, term }) => termAt(log, index) === term,
  }),
  mutant("match", "cuts off what agrees", "a late message shortens a log that was right", {
    alreadyThere: () => 0,
  }),
  mutant("match", "keeps what differs", "an entry in the place counts, whatever its term", {
    alreadyThere: (log, previous, entries) =>
      Math.min(entries.length, Math.max(0, lastIndex(log) - previous.index)),
  }),
  mutant("match", "vouches for its own end", "what an old leader left is taken to agree", {
    agreedUntil: (log) => lastIndex(log),
  }),
  mutant("commit", "an older term, by counting", "an entry is committed that can be overwritten", {
    mayCommit: () => true,
  }),
  mutant("commit", "never commits", "a leader waits for a term that is not there", {
    mayCommit: (log, index, term) => commit.mayCommit(log, index, term + 1),
  }),
  mutant("commit", "half is enough", "two of four commit", {
    majorityIndex: (voters, reached) =>
      voters.map(reached).sort((a, b) => b - a)[(voters.length - 1) >> 1] ?? Infinity,
  }),
  mutant("commit", "as far as the leader", "a follower commits what it has not compared", {
    followerCommit: (commitIndex, leaderCommit) => Math.max(commitIndex, leaderCommit),
  }),
  mutant("commit", "takes back", "a late message lowers the commit index", {
    followerCommit: (_, leaderCommit, agreed) => Math.min(leaderCommit, agreed),
  }),
  mutant("backup", "one entry at a time", "a long wrong end takes a step for each entry", {
    hint: (_, previous) => ({ term: null, index: previous.index }),
  }),
  mutant("backup", "never moves", "the leader asks about the same place for ever", {
    backUp: (log) => lastIndex(log) + 1,
  }),
  mutant("backup", "from the beginning", "everything is sent again", {
    backUp: () => 1,
  }),
  mutant("backup", "hints past its end", "the follower says it lacks less than it does", {
    hint: (log, previous) =>
      termAt(log, previous.index) === undefined
        ? { term: null, index: previous.index + 1 }
        : backup.hint(log, previous),
  }),
  mutant(
    "follower",
    "hears leaders of old",
    "entries of a leader that was replaced are taken",
    (raft, s, message, io) =>
      follower(raft, s, { ...message, term: Math.max(message.term, s.term) }, io),
  ),
  mutant(
    "follower",
    "a heartbeat sets no timer",
    "followers stand against a leader that is well",
    (raft, s, message, io) => follower(raft, s, message, nested(io, { wait() {} })),
  ),
  mutant(
    "follower",
    "entries are not saved",
    "what a follower has acknowledged is gone after a crash",
    (raft, s, message, io) =>
      follower({ ...raft, rules: { ...raft.rules, saveEntries: () => [] } }, s, message, io),
  ),
  mutant(
    "follower",
    "no hint",
    "a leader whose follower refuses does not learn where to go",
    (raft, s, message, io) =>
      follower({ ...raft, rules: { ...raft.rules, hint: () => null! } }, s, message, io),
  ),
  mutant(
    "follower",
    "heartbeats always agree",
    "what was lost on the way is never sent again",
    (raft, s, message, io) => {
      const agrees = message.entries.length === 0 ? () => true : raft.rules.agrees;
      follower({ ...raft, rules: { ...raft.rules, agrees } }, s, message, io);
    },
  ),
  mutant(
    "follower",
    "waits to apply",
    "what is committed is not applied before the next command",
    (raft, s, message, io) => {
      const commit = message.entries.length === 0 ? 0 : message.commit;
      follower(raft, s, { ...message, commit }, io);
    },
  ),
];
