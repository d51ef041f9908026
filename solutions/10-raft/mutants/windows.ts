/** What is right for few, for near and for short ones: digits, bits, patience or room run out. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { termAt } from "../../../exercises/10-raft/given.ts";
import { backup } from "../backup.ts";
import { changing } from "../changing.ts";
import { commit } from "../commit.ts";
import { compaction } from "../compaction.ts";
import { complete } from "../complete.ts";
import { follower } from "../follower.ts";
import { joint } from "../joint.ts";
import { majority } from "../majority.ts";
import { match } from "../match.ts";
import { members } from "../members.ts";
import { once } from "../once.ts";
import { recall } from "../recall.ts";
import { remember } from "../remember.ts";
import { save } from "../save.ts";
import { voter } from "../voter.ts";
import { votes } from "../votes.ts";
import { withRules } from "./otherwise.ts";

export const windowMutants: Mutants<Answers> = {
  terms: {
    "terms of eight bits: term 256 is taken for term 0": {
      isOutdated: (own, seen) => seen % 256 > own % 256,
    },
    "terms as text: term 10 comes before term 9": {
      isOutdated: (own, seen) => String(seen) > String(own),
    },
    "terms of 32 bits: the clock goes back": {
      becomeCandidate: (term, self) => ({ term: (term + 1) | 0, votedFor: self }),
    },
  },
  timeout: {
    "one range for all: any other than the usual one is left out": {
      timeoutJitter: (rangeMs, choose) => rangeMs === 0 ? 0 : choose(150 * 1000 + 1) / 1000,
    },
    "whole ranges only: a range that is not whole is no number of choices": {
      timeoutJitter: (rangeMs, choose) => choose(rangeMs * 1000 + 1) / 1000,
    },
    "at least a little: no timeout is as short as the least": {
      timeoutJitter: (rangeMs, choose) =>
        rangeMs === 0 ? 0 : Math.max(1, choose(Math.floor(rangeMs * 1000) + 1) / 1000),
    },
    "no more than the usual: the end of a longer range is never drawn": {
      timeoutJitter: (rangeMs, choose) =>
        choose(Math.floor(Math.min(rangeMs, 150) * 1000) + 1) / 1000,
    },
  },
  votes: {
    "servers of two bits: server 4 gets the vote of server 0": {
      mayVote: (term, votedFor, { candidate, term: asked }) =>
        asked === term && (votedFor === null || votedFor % 4 === candidate % 4),
    },
    "promises for soon: a voter that is far behind promises nothing": {
      mayPreVote: (term, asked) => asked.term < term + 8 && votes.mayPreVote(term, asked),
    },
  },
  majority: {
    "up to five: of more voters three are a majority": (voters, vote) => {
      const needed = [0, 1, 2, 2, 3, 3][voters.length] ?? 3;
      const count = (which: boolean | undefined) =>
        voters.filter((each) => vote(each) === which).length;
      if (count(true) >= needed) return "won";
      return count(true) + count(undefined) >= needed ? "pending" : "lost";
    },
    "the first seven: more voters are not asked": (voters, vote) =>
      majority(voters.slice(0, 7), vote),
  },
  voter: {
    "does not catch up: a candidate that is many terms ahead is not heard": (...asked) => {
      const [, s, message] = asked;
      if (message.term < s.term + 8) voter(...asked);
    },
  },
  complete: {
    "a thousand entries a term: a long old log beats a short newer one": {
      isUpToDate: (candidates, own) =>
        1000 * candidates.term + candidates.index >= 1000 * own.term + own.index,
    },
    "as text: entry 10 comes before entry 9": {
      isUpToDate: (candidates, own) =>
        candidates.term === own.term
          ? String(candidates.index) >= String(own.index)
          : candidates.term > own.term,
    },
    "length helps in the end: a log that is longer by far beats a newer one": {
      isUpToDate: (candidates, own) =>
        candidates.index > own.index + 8 || complete.isUpToDate(candidates, own),
    },
  },
  match: {
    "ten at a time: what is there beyond them is cut off": {
      alreadyThere: (...asked) => Math.min(10, match.alreadyThere(...asked)),
    },
    "vouches for ten: more entries in a message do not count": {
      agreedUntil: (_, previous, entries) => previous.index + Math.min(10, entries.length),
    },
    "terms of three bits: another leader's entry is taken for the same": {
      agrees: (log, { index, term }) =>
        index < log.base.index || (termAt(log, index) ?? -1) % 8 === term % 8,
    },
  },
  commit: {
    "up to six: of more voters four are a majority": {
      majorityIndex: (voters, reached) =>
        voters.map(reached).sort((a, b) => b - a)[Math.min(3, voters.length >> 1)] ?? Infinity,
    },
    "everything is nothing: who has got all the way counts as nowhere": {
      majorityIndex: (voters, reached) =>
        commit.majorityIndex(
          voters,
          (voter) => Number.isFinite(reached(voter)) ? reached(voter) : 0,
        ),
    },
    "eight at a time: a follower that is behind commits no more": {
      followerCommit: (commitIndex, leaderCommit, agreed) =>
        commit.followerCommit(commitIndex, Math.min(leaderCommit, commitIndex + 8), agreed),
    },
  },
  backup: {
    "looks back ten entries: a long term takes many steps": {
      hint(log, previous) {
        const { term, index } = backup.hint(log, previous);
        return { term, index: term === null ? index : Math.max(index, previous.index - 10) };
      },
    },
    "has everything: a leader with a snapshot counts from the beginning": {
      backUp(log, hint) {
        if (hint.term === null) return hint.index;
        const last = log.entries.findLastIndex(({ term }) => term === hint.term);
        return last < 0 ? hint.index : last + 2;
      },
    },
    "a snapshot for all: a leader that has compacted anything begins anew": {
      backUp: (log, hint) => log.base.index > 0 ? 1 : backup.backUp(log, hint),
    },
    "before the beginning: what is compacted is asked for as entry 0": {
      backUp(log, hint) {
        const next = backup.backUp(log, hint);
        return log.base.index > 0 && next <= log.base.index ? 0 : next;
      },
    },
  },
  follower: {
    "eight entries a message: the rest is lost": (raft, s, message, io) =>
      follower(raft, s, { ...message, entries: message.entries.slice(0, 8) }, io),
    "eight commands a step: the others wait for the next message": withRules(follower, {
      followerCommit: (commitIndex, leaderCommit, agreed) =>
        commit.followerCommit(commitIndex, Math.min(leaderCommit, commitIndex + 8), agreed),
    }),
  },
  save: {
    "eight entries: the others are not saved": {
      saveEntries: (after, entries) => save.saveEntries(after, entries.slice(0, 8)),
    },
    "places of eight bits: entry 256 is saved as entry 0": {
      saveEntries: (after, entries) => save.saveEntries(after % 256, entries),
    },
  },
  recall: {
    "servers of two bits: a vote for server 4 is one for server 0": (known, saved) => {
      const found = recall(known, saved);
      return { ...found, votedFor: found.votedFor === null ? null : found.votedFor % 4 };
    },
    "a short memory: of a long log the end is gone": (known, saved) => {
      const found = recall(known, saved), { base, entries } = found.log;
      return { ...found, log: { base, entries: entries.slice(0, 64) } };
    },
  },
  compaction: {
    "keeps eight: of a long rest the end is gone": {
      rebase(log, at) {
        const { base, entries } = compaction.rebase(log, at);
        return { base, entries: entries.slice(0, 8) };
      },
    },
    "places of eight bits: snapshot 256 is taken for an old one": {
      isNews: ({ last }, commitIndex) => last.index % 256 > commitIndex % 256,
    },
  },
  remember: {
    "keeps eight: of a long rest the end is gone": {
      recall(known, saved) {
        const found = remember.recall(known, saved), { base, entries } = found.log;
        return { ...found, log: { base, entries: entries.slice(0, 8) } };
      },
    },
  },
  once: {
    "ten answers: one that was given before them is gone": {
      admit(sessions, stamp) {
        const right = once.admit(sessions, stamp);
        const known = [...sessions.get(stamp.session)?.answers.keys() ?? []].slice(-10);
        return right.type === "repeated" && !known.includes(stamp.sequence)
          ? { type: "old" }
          : right;
      },
    },
    "four sessions: who has opened one before them is a stranger": {
      admit: (sessions, stamp) =>
        [...sessions.keys()].slice(-4).includes(stamp.session)
          ? once.admit(sessions, stamp)
          : { type: "expired" },
    },
  },
  joint: {
    "four a half: more voters are not asked": {
      vote: ({ voters, outgoing }, vote) =>
        joint.vote({ voters: voters.slice(0, 4), outgoing: outgoing.slice(0, 4) }, vote),
    },
    "indices as text: 10 comes before 9": {
      index({ voters, outgoing }, reached) {
        const ofHalf = (half: readonly number[]) =>
          half.map(reached).sort().reverse()[half.length >> 1] ?? Infinity;
        return Math.min(ofHalf(voters), ofHalf(outgoing));
      },
    },
    "everything is nothing: who has got all the way counts as nowhere": {
      index: (halves, reached) =>
        joint.index(halves, (voter) => Number.isFinite(reached(voter)) ? reached(voter) : 0),
    },
    "eight servers: a higher number has no vote": {
      vote: (halves, vote) => joint.vote(halves, (voter) => voter < 8 ? vote(voter) : undefined),
    },
  },
  changing: {
    "takes two back: of more configurations that are cut off the others stay": {
      afterTruncation(configurations, after) {
        const right = changing.afterTruncation(configurations, after).length;
        return configurations.slice(0, Math.max(right, configurations.length - 2));
      },
    },
    "eight servers: a higher number may not stand": {
      promotable: (s, self) => self < 8 && changing.promotable(s, self),
    },
  },
  members: {
    "sorts as text: server 10 comes before server 9": {
      change(...asked) {
        const changed = members.change(...asked);
        if (!changed.ok) return changed;
        const voters = [...changed.configuration.voters].sort();
        return { ok: true, configuration: { ...changed.configuration, voters } };
      },
    },
    "three changes: any more are left out": {
      change: (from, transition, changes) => members.change(from, transition, changes.slice(0, 3)),
    },
    "few voters: a seventh is refused": {
      change(...asked) {
        const changed = members.change(...asked);
        const isLarge = changed.ok && changed.configuration.voters.length > 6;
        return isLarge ? { ok: false, words: "too many" } : changed;
      },
    },
  },
};
