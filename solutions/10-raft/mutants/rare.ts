/** What is right in most settings and states, and wrong in one that seldom comes about. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import {
  configurationsAfter,
  inForceAt,
  isVoter,
  latest,
  resetElectionTimer,
  updateTerm,
  votersOnly,
} from "../../../exercises/10-raft/given.ts";
import { changing } from "../changing.ts";
import { compaction } from "../compaction.ts";
import { follower } from "../follower.ts";
import { install } from "../install.ts";
import { members } from "../members.ts";
import { remember } from "../remember.ts";
import { restart } from "../restart.ts";
import { voter } from "../voter.ts";
import { withRules } from "./otherwise.ts";

export const rareMutants: Mutants<Answers> = {
  voter: {
    "one setting for another: preVote decides who listens to candidates": (raft, ...rest) =>
      voter({ ...raft, checkQuorum: raft.preVote }, ...rest),
    "who asks gives no vote: a precandidate whose vote is free keeps it": (...asked) => {
      const [, s] = asked;
      const free = s.role === "precandidate" ? withRules(voter, { mayVote: () => false }) : voter;
      free(...asked);
    },
    "only among its own: a candidate that the voter's log does not know yet is refused": (
      ...asked
    ) => {
      const [, s, { from }] = asked;
      if (isVoter(latest(s.configurations).configuration, from)) voter(...asked);
    },
    "members only: a voter that its own log does not know yet is silent": (...asked) => {
      const [, s, , io] = asked;
      if (isVoter(latest(s.configurations).configuration, io.self)) voter(...asked);
    },
    "the timer comes first: it is set as long as the old leader's word counts": (
      raft,
      s,
      message,
      io,
    ) => {
      const wasLed = s.lease, [least] = raft.electionTimeoutMs;
      const wait: typeof io.wait = (ms, timer) => io.wait(wasLed ? least : ms, timer);
      voter(raft, s, message, nested(io, { wait }));
    },
    "a follower in name: it goes on collecting votes": (...asked) => {
      const [, s] = asked, { votes } = s;
      voter(...asked);
      s.votes = votes;
    },
  },
  follower: {
    "the configuration comes later: one in the log does not hold yet": (...asked) => {
      const [, s] = asked, before = [...s.configurations];
      follower(...asked);
      s.configurations = before;
    },
    "always led: a follower that uses no lease has one": (...asked) => {
      const [, s, message] = asked;
      follower(...asked);
      if (message.term === s.term) s.lease = true;
    },
    "voters only: learners do not take entries": (...asked) => {
      const [, s, , io] = asked;
      if (isVoter(latest(s.configurations).configuration, io.self)) follower(...asked);
    },
    "no snapshots: what is applied stays in the log": (raft, ...rest) =>
      follower({ ...raft, snapshotEvery: Infinity }, ...rest),
    "a short timer: the least timeout is taken for the whole": (raft, s, message, io) => {
      const [least] = raft.electionTimeoutMs;
      const wait: typeof io.wait = (_, timer) => io.wait(least, timer);
      follower(raft, s, message, nested(io, { wait }));
    },
  },
  restart: {
    "the snapshot's members: a configuration in the log is forgotten": (...asked) => {
      const s = restart(...asked);
      return { ...s, configurations: [s.snapshot.placed] };
    },
    "configurations twice: those in the snapshot that the log still has hold again": (...asked) => {
      const s = restart(...asked), snapshot = { ...s.snapshot, last: s.log.base };
      return { ...s, configurations: configurationsAfter(snapshot, s.log) };
    },
    "begins where the log begins: entries that are in the snapshot are applied again": (
      ...asked
    ) => {
      const s = restart(...asked), { index } = s.log.base;
      return { ...s, commitIndex: index, lastApplied: index };
    },
    "everybody votes: learners among the first members are voters": (raft, io, journal) =>
      restart({ ...raft, members: raft.members && votersOnly(raft.members.voters) }, io, journal),
    "three servers: who the others are is not asked": (raft, io, journal) =>
      restart(raft, nested(io, { peers: [0, 1, 2] }), journal),
    "one setting for another: the lease is preVote's alone": (...asked) => {
      const [raft] = asked, s = restart(...asked);
      return { ...s, lease: s.term > 0 && raft.preVote };
    },
    "the timer comes first: it is set as if no leader had been heard": (raft, io, journal) => {
      const s = restart(raft, nested(io, { wait() {} }), journal);
      resetElectionTimer(raft, { ...s, lease: false }, io);
      return s;
    },
  },
  compaction: {
    "the first configuration: those that came after it are not in the snapshot": {
      capture: (s) => ({ ...compaction.capture(s), placed: s.configurations[0]! }),
    },
    "the configuration before: one in the snapshot's last entry is not in it": {
      capture: (s) => ({
        ...compaction.capture(s),
        placed: inForceAt(s.configurations, s.lastApplied - 1),
      }),
    },
    "lists only: of a machine that is a map nothing is kept": {
      capture: (s) => ({
        ...compaction.capture(s),
        machine: JSON.parse(JSON.stringify(s.machine)),
      }),
    },
  },
  remember: {
    "whose answers: the sessions are not saved": {
      saveSnapshot: (snapshot, base) =>
        remember.saveSnapshot({ ...snapshot, sessions: new Map() }, base),
    },
    "three members: the configuration is not saved": {
      saveSnapshot: (snapshot, base) => {
        const placed = { index: 0, configuration: votersOnly([0, 1, 2]) };
        return remember.saveSnapshot({ ...snapshot, placed }, base);
      },
    },
    "the members of before: the configuration of the old snapshot stays": {
      recall(known, saved) {
        const found = remember.recall(known, saved), { placed } = known.snapshot ?? saved.snapshot;
        return { ...found, snapshot: { ...saved.snapshot, placed } };
      },
    },
  },
  install: {
    "the members of before: those in the snapshot do not hold": (...asked) => {
      const [, s] = asked, { configurations } = s;
      install(...asked);
      s.configurations = configurations;
    },
    "whose answers: the sessions in the snapshot are forgotten": (...asked) => {
      const [, s] = asked;
      install(...asked);
      s.sessions = new Map();
    },
    "voters only: learners get no snapshot": (...asked) => {
      const [, s, , io] = asked;
      if (isVoter(latest(s.configurations).configuration, io.self)) install(...asked);
    },
    "waits for what is gone: clients of entries in the snapshot are kept": (...asked) => {
      const [raft, s, message, io] = asked;
      updateTerm(raft, s, message.term, io);
      const waiting = new Map(s.waiting);
      install(...asked);
      s.waiting = waiting;
    },
  },
  changing: {
    "leaves too soon: an old voter who will learn steps down while its vote counts": {
      stepsDown: (configuration, self) =>
        configuration.learnersNext.includes(self) || changing.stepsDown(configuration, self),
    },
    "joint for ever: a change that needs an end by hand bars it": {
      whyNotChange: (s) =>
        latest(s.configurations).configuration.outgoing.length > 0
          ? "a joint change is under way"
          : changing.whyNotChange(s),
    },
  },
  members: {
    "only by itself: a joint change that would end by itself cannot be ended": {
      change: (from, transition, changes) =>
        changes.length === 0 && from.autoLeave
          ? { ok: false, words: "it ends by itself" }
          : members.change(from, transition, changes),
    },
  },
};
