/** What is right for few, for near and for short ones, in elections and logs: digits, bits, patience run out. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { termAt } from "../../../exercises/10-raft/given.ts";
import { backup } from "../backup.ts";
import { commit } from "../commit.ts";
import { complete } from "../complete.ts";
import { follower } from "../follower.ts";
import { majority } from "../majority.ts";
import { match } from "../match.ts";
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
};
