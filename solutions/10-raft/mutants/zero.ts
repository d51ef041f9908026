/** Server 0, term 0, index 0, and what is empty: taken for nothing at all. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { clone, emptyLog } from "../../../exercises/10-raft/given.ts";
import { changing } from "../changing.ts";
import { commit } from "../commit.ts";
import { compaction } from "../compaction.ts";
import { complete } from "../complete.ts";
import { follower } from "../follower.ts";
import { install } from "../install.ts";
import { joint } from "../joint.ts";
import { majority } from "../majority.ts";
import { match } from "../match.ts";
import { members } from "../members.ts";
import { once } from "../once.ts";
import { recall } from "../recall.ts";
import { remember } from "../remember.ts";
import { restart } from "../restart.ts";
import { save } from "../save.ts";
import { terms } from "../terms.ts";
import { voter } from "../voter.ts";
import { votes } from "../votes.ts";
import { withRules } from "./otherwise.ts";

export const zeroMutants: Mutants<Answers> = {
  terms: {
    "server 0 has no vote: it stands, and its vote for itself is taken for none": {
      becomeCandidate: (term, self) => ({ term: term + 1, votedFor: (self || null)! }),
    },
    "never begins: a server in term 0 stays there": {
      isOutdated: (own, seen) => own > 0 && terms.isOutdated(own, seen),
    },
  },
  timeout: {
    "chooses from nothing: a range of 0 ms is no range to choose from": {
      timeoutJitter: (rangeMs, choose) => choose(Math.ceil(rangeMs * 1000)) / 1000,
    },
  },
  votes: {
    "nobody is server 0: it gets no vote": {
      mayVote: (term, votedFor, asked) =>
        Boolean(asked.candidate) && votes.mayVote(term, votedFor, asked),
    },
    "nothing to promise in term 0: a cluster that begins never elects": {
      mayPreVote: (term, asked) => term > 0 && votes.mayPreVote(term, asked),
    },
  },
  majority: {
    "server 0 does not count: it is no voter": (voters, vote) =>
      majority(voters.filter(Boolean), vote),
    "server 0 says nothing: its vote is not heard": (voters, vote) =>
      majority(voters, (voter) => voter ? vote(voter) : undefined),
  },
  voter: {
    "empty logs elect nobody: a candidate without entries is refused": withRules(voter, {
      isUpToDate: (candidates, own) => candidates.index > 0 && complete.isUpToDate(candidates, own),
    }),
    "term 0 is no term: a server at its birth does not answer": (raft, s, message, io) => {
      if (s.term > 0 || message.pre) voter(raft, s, message, io);
    },
  },
  complete: {
    "empty never does: no empty log is good enough": {
      isUpToDate: (candidates, own) => candidates.index > 0 && complete.isUpToDate(candidates, own),
    },
  },
  match: {
    "nothing before: the beginning of a log does not agree": {
      agrees: (log, previous) => previous.index > 0 && match.agrees(log, previous),
    },
    "from the base on: index 0 is taken for no index": {
      agreedUntil: (log, previous, entries) => (previous.index || log.base.index) + entries.length,
    },
  },
  commit: {
    "server 0 is no voter: its index does not count": {
      majorityIndex: (voters, reached) => commit.majorityIndex(voters.filter(Boolean), reached),
    },
    "nothing is everything: a majority that has got nowhere is taken for none": {
      majorityIndex: (voters, reached) => commit.majorityIndex(voters, reached) || Infinity,
    },
    "a leader at 0: its commit index of nothing is taken for none": {
      followerCommit: (commitIndex, leaderCommit, agreed) =>
        commit.followerCommit(commitIndex, leaderCommit || agreed, agreed),
    },
  },
  follower: {
    "server 0 leads nobody: whom it follows is forgotten": (raft, s, message, io) => {
      follower(raft, s, message, io);
      s.leader = s.leader || null;
    },
    "no empty commands: a command that is empty is not applied": (raft, s, message, io) => {
      const entries = message.entries.filter((entry) => entry.type !== "command" || entry.command);
      follower(raft, s, { ...message, entries }, io);
    },
  },
  save: {
    "a vote for nobody: one for server 0 is saved as none": {
      saveVote: (term, votedFor) => save.saveVote(term, votedFor || null),
    },
  },
  recall: {
    "a vote for nobody: one for server 0 is forgotten": (known, saved) => {
      const found = recall(known, saved);
      return { ...found, votedFor: found.votedFor || null };
    },
    "empty commands are lost: they are read as something else": (known, saved) =>
      saved.type === "vote" ? recall(known, saved) : recall(known, {
        ...saved,
        entries: saved.entries.map((entry) =>
          entry.type === "command" ? { ...entry, command: entry.command || "nothing" } : entry
        ),
      }),
  },
  restart: {
    "a vote for nobody: one for server 0 is forgotten": (...asked) => {
      const s = restart(...asked);
      return { ...s, votedFor: s.votedFor || null };
    },
    "waits for no first leader: a server at its birth sets no timer": (raft, io, journal) =>
      restart(raft, journal.length > 0 ? io : nested(io, { wait() {} }), journal),
    "an empty machine is none: it begins anew": (raft, ...rest) => {
      const s = restart(raft, ...rest);
      return { ...s, machine: clone(s.snapshot.machine || raft.machine.init()) };
    },
  },
  compaction: {
    "committed up to nothing: a first snapshot is no news": {
      isNews: (snapshot, commitIndex) =>
        commitIndex > 0 && compaction.isNews(snapshot, commitIndex),
    },
    "from the very beginning: a log that keeps all its entries keeps none": {
      rebase: (log, base) => base.index > 0 ? compaction.rebase(log, base) : emptyLog(base),
    },
  },
  remember: {
    "a vote for nobody: one for server 0 is forgotten": {
      recall(known, saved) {
        const found = remember.recall(known, saved);
        return { ...found, votedFor: found.votedFor || null };
      },
    },
  },
  install: {
    "server 0 leads nobody: its snapshots are not answered": (raft, s, message, io) => {
      if (message.from > 0) install(raft, s, message, io);
    },
    "round 0 is no round: its answer counts for the next": (raft, s, message, io) =>
      install(raft, s, { ...message, round: message.round || 1 }, io),
  },
  once: {
    "an empty answer is none: what was answered with 0 or nothing is executed again": {
      admit(sessions, stamp) {
        const right = once.admit(sessions, stamp);
        return right.type === "repeated" && !right.answer ? { type: "new" } : right;
      },
    },
    "an empty answer is nothing: 0 and false come back as undefined": {
      admit(sessions, stamp) {
        const right = once.admit(sessions, stamp);
        if (right.type !== "repeated") return right;
        return { type: "repeated", answer: right.answer || undefined };
      },
    },
    "request 0 is none: it is always new": {
      admit: (sessions, stamp) =>
        stamp.sequence > 0 ? once.admit(sessions, stamp) : { type: "new" },
    },
  },
  joint: {
    "server 0 says nothing: its vote is not heard": {
      vote: (halves, vote) => joint.vote(halves, (voter) => voter ? vote(voter) : undefined),
    },
  },
  changing: {
    "server 0 may not stand: it is taken for nobody": {
      promotable: (s, self) => self > 0 && changing.promotable(s, self),
    },
    "cut after nothing: all configurations stay": {
      afterTruncation: (configurations, after) =>
        after > 0 ? changing.afterTruncation(configurations, after) : [...configurations],
    },
    "committed nothing: a change may always come first": {
      whyNotChange: (s) => s.commitIndex === 0 ? undefined : changing.whyNotChange(s),
    },
    "server 0 stays: it leads on though it was removed": {
      stepsDown: (configuration, self) => self > 0 && changing.stepsDown(configuration, self),
    },
  },
  members: {
    "server 0 is nobody: changes of it are left out": {
      change: (from, transition, changes) =>
        changes.length > 0 && changes.every(({ node }) => node === 0)
          ? { ok: false, words: "nobody changes" }
          : members.change(from, transition, changes.filter(({ node }) => node > 0)),
    },
  },
};
