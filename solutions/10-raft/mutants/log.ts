/** Stage 3B with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { lastIndex, termAt } from "../../../exercises/10-raft/given.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { commit } from "../commit.ts";
import { backup } from "../backup.ts";
import { follower } from "../follower.ts";
import { unheard, withRules } from "./otherwise.ts";

export const logMutants: Mutants<Answers> = {
  complete: {
    "any log may lead: a leader may lack what is committed": { isUpToDate: () => true },
    "the longer log wins: a long log of an old term beats a newer one": {
      isUpToDate: (candidates, own) => candidates.index >= own.index,
    },
    "only a better log: equal logs refuse each other, and nobody leads": {
      isUpToDate: (candidates, own) =>
        candidates.term > own.term ||
        (candidates.term === own.term && candidates.index > own.index),
    },
  },
  match: {
    "no look at the term before: any log that is long enough is taken to agree": {
      agrees: (log, { index }) => index <= lastIndex(log),
    },
    "compacted is a conflict: a follower with a snapshot refuses older appends": {
      agrees: (log, { index, term }) => termAt(log, index) === term,
    },
    "cuts off what agrees: a late message shortens a log that was right": { alreadyThere: () => 0 },
    "keeps what differs: an entry in the place counts, whatever its term": {
      alreadyThere: (log, previous, entries) =>
        Math.min(entries.length, Math.max(0, lastIndex(log) - previous.index)),
    },
    "vouches for its own end: what an old leader left is taken to agree": {
      agreedUntil: (log) => lastIndex(log),
    },
  },
  commit: {
    "an older term, by counting: an entry is committed that can be overwritten": {
      mayCommit: () => true,
    },
    "never commits: a leader waits for a term that is not there": {
      mayCommit: (log, index, term) => commit.mayCommit(log, index, term + 1),
    },
    "half is enough: two of four commit": {
      majorityIndex: (voters, reached) =>
        voters.map(reached).sort((a, b) => b - a)[(voters.length - 1) >> 1] ?? Infinity,
    },
    "as far as the leader: a follower commits what it has not compared": {
      followerCommit: (commitIndex, leaderCommit) => Math.max(commitIndex, leaderCommit),
    },
    "takes back: a late message lowers the commit index": {
      followerCommit: (_, leaderCommit, agreed) => Math.min(leaderCommit, agreed),
    },
  },
  backup: {
    "one entry at a time: a long wrong end takes a step for each entry": {
      hint: (_, previous) => ({ term: null, index: previous.index }),
    },
    "never moves: the leader asks about the same place for ever": {
      backUp: (log) => lastIndex(log) + 1,
    },
    "from the beginning: everything is sent again": { backUp: () => 1 },
    "hints past its end: the follower says it lacks less than it does": {
      hint: (log, previous) =>
        termAt(log, previous.index) === undefined
          ? { term: null, index: previous.index + 1 }
          : backup.hint(log, previous),
    },
  },
  follower: {
    "hears leaders of old: entries of a leader that was replaced are taken": (raft, s, asked, io) =>
      follower(raft, s, { ...asked, term: Math.max(asked.term, s.term) }, io),
    "a heartbeat sets no timer: followers stand against a leader that is well": unheard(
      follower,
      "wait",
    ),
    "entries are not saved: what a follower has acknowledged is gone after a crash": withRules(
      follower,
      { saveEntries: () => [] },
    ),
    "no hint: a leader whose follower refuses does not learn where to go": withRules(follower, {
      hint: () => null!,
    }),
    "heartbeats always agree: what was lost on the way is never sent again": (
      raft,
      s,
      asked,
      io,
    ) => {
      const handler = asked.entries.length > 0
        ? follower
        : withRules(follower, { agrees: () => true });
      handler(raft, s, asked, io);
    },
    "waits to apply: what is committed is not applied before the next command": (
      raft,
      s,
      asked,
      io,
    ) => follower(raft, s, asked.entries.length > 0 ? asked : { ...asked, commit: 0 }, io),
  },
};
