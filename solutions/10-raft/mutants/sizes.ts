/** What is right for clusters, lists and numbers of the usual size: tables and numbers run out, and ends are left out. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import {
  entryAt,
  lastIndex,
  type Log,
  type NodeId,
  termAt,
} from "../../../exercises/10-raft/given.ts";
import { backup } from "../backup.ts";
import { candidate } from "../candidate.ts";
import { changing } from "../changing.ts";
import { clients } from "../clients.ts";
import { compaction } from "../compaction.ts";
import { follower } from "../follower.ts";
import { install } from "../install.ts";
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

const hundred = ({ base, entries }: Log): Log => ({ base, entries: entries.slice(0, 100) });

const BITS = 2 ** 16;

const ballots = new Map<NodeId, Map<NodeId, boolean>>();

export const sizeMutants: Mutants<Answers> = {
  timeout: {
    "without its end: the greatest timeout is never drawn": {
      timeoutJitter: (rangeMs, choose) => choose(Math.max(1, Math.floor(rangeMs * 1000))) / 1000,
    },
    "drawn once: all timeouts of a range are the same": {
      timeoutJitter: (() => {
        const drawn = new Map<number, number>();
        return (rangeMs: number, choose: (count: number) => number) => {
          const rest = drawn.get(rangeMs) ?? choose(Math.floor(rangeMs * 1000) + 1) / 1000;
          drawn.set(rangeMs, rest);
          return rest;
        };
      })(),
    },
  },
  votes: {
    "a thousand terms: after them a vote is not given again": {
      mayVote: (term, votedFor, candidacy) =>
        (term < 1000 || votedFor === null) && votes.mayVote(term, votedFor, candidacy),
    },
    "a thousand servers: the others are promised nothing": {
      mayPreVote: (term, candidacy) =>
        candidacy.candidate < 1000 && votes.mayPreVote(term, candidacy),
    },
  },
  majority: {
    "numbers of six bits: voters 3 and 67 are one": (voters, vote) => {
      const alike = new Map(voters.map((voter) => [voter % 64, voter]));
      return majority([...alike.values()], vote);
    },
  },
  voter: {
    "led until the timer goes off: a vote that is given again leaves the lease": (
      raft,
      s,
      message,
      io,
    ) => {
      const { lease, votedFor, term } = s;
      voter(raft, s, message, io);
      if (votedFor === message.from && term === s.term) s.lease = lease;
    },
  },
  candidate: {
    "sixteen servers: the votes of the others do not count": {
      requestVoteReply(raft, s, reply, io) {
        if (reply.from < 16) candidate.requestVoteReply(raft, s, reply, io);
      },
    },
    "nine votes: any more do not count": {
      requestVoteReply(raft, s, reply, io) {
        if (s.votes.size < 9) candidate.requestVoteReply(raft, s, reply, io);
      },
    },
    "one ballot box: servers of one number in one memory count their votes together": {
      election(raft, s, io) {
        candidate.election(raft, s, io);
        const own = ballots.get(io.self) ?? new Map();
        ballots.set(io.self, own);
        own.clear();
        for (const [node, vote] of s.votes) own.set(node, vote);
        s.votes = own;
      },
    },
  },
  match: {
    "a hundred there: what is there beyond them is cut off": {
      alreadyThere: (log, previous, entries) =>
        match.alreadyThere(log, previous, entries.slice(0, 100)),
    },
    "vouches for 256 at most": {
      agreedUntil: (log, previous, entries) =>
        match.agreedUntil(log, previous, entries.slice(0, 256)),
    },
  },
  backup: {
    "its last entry: where its log ends a follower names what it has": {
      hint(log, previous) {
        const { term, index } = backup.hint(log, previous);
        return { term, index: term === null ? Math.max(1, lastIndex(log)) : index };
      },
    },
  },
  follower: {
    "rounds of sixteen bits": (raft, s, message, io) =>
      follower(raft, s, { ...message, round: message.round % BITS }, io),
  },
  clients: {
    "at least two: a snapshot after each entry is taken after each second one": {
      applyCommitted: (raft, s, io) =>
        clients.applyCommitted(
          { ...raft, snapshotEvery: Math.max(2, raft.snapshotEvery) },
          s,
          io,
        ),
    },
    "leads again: whoever waits for what is overwritten gets what came of the other entry": {
      applyCommitted(raft, s, io) {
        for (const [index, waiting] of s.leading === null ? [] : s.waiting) {
          const { term = waiting.term } = entryAt(s.log, index) ?? {};
          s.waiting.set(index, { ...waiting, term });
        }
        clients.applyCommitted(raft, s, io);
      },
    },
    "old is lost: whoever has asked again long ago is told that it was not done": {
      applyCommitted(raft, s, io) {
        const open = new Map([...s.waiting].filter(([index]) => index <= s.commitIndex));
        const answer = (client: NodeId, result: unknown) => {
          for (const [index, { address }] of open) if (address === client) open.delete(index);
          io.answer(client, result);
        };
        clients.applyCommitted(raft, s, nested(io, { answer }));
        for (const { address } of open.values()) io.answer(address, { ok: false, why: "lost" });
      },
    },
  },
  save: {
    "two hundred and fifty-six entries: the others are not saved": {
      saveEntries: (after, entries) => save.saveEntries(after, entries.slice(0, 256)),
    },
  },
  recall: {
    "two hundred entries a record: the others are not read": (known, saved) =>
      recall(
        known,
        saved.type === "append" ? { ...saved, entries: saved.entries.slice(0, 200) } : saved,
      ),
  },
  compaction: {
    "a hundred are kept: of a longer rest the end is gone": {
      rebase: (log, base) => hundred(compaction.rebase(log, base)),
    },
    "terms of sixteen bits: a rest that differs is kept": {
      rebase(log, base) {
        const known = termAt(log, base.index);
        const isAlike = known !== undefined && known % BITS === base.term % BITS;
        const { entries } = compaction.rebase(log, isAlike ? { ...base, term: known } : base);
        return { base, entries };
      },
    },
  },
  remember: {
    "a hundred are kept: of a longer rest the end is gone": {
      recall(known, saved) {
        const found = remember.recall(known, saved);
        return { ...found, log: hundred(found.log) };
      },
    },
  },
  install: {
    "rounds of sixteen bits": (raft, s, message, io) =>
      install(raft, s, { ...message, round: message.round % BITS }, io),
  },
  once: {
    "sequences of sixteen bits: what is asked for once more is new": {
      admit: (sessions, stamp) =>
        once.admit(sessions, { ...stamp, sequence: stamp.sequence % BITS }),
    },
  },
  joint: {
    "eight a half: how far the others have got does not count": {
      index: ({ voters, outgoing }, reached) =>
        joint.index({ voters: voters.slice(0, 8), outgoing: outgoing.slice(0, 8) }, reached),
    },
  },
  changing: {
    "eight configurations: of more the last are cut off": {
      afterTruncation: (configurations, after) =>
        changing.afterTruncation(configurations.slice(0, 9), after),
    },
    "terms of sixteen bits: what was committed long ago counts as the leader's own": {
      whyNotChange(s) {
        const committed = termAt(s.log, s.commitIndex);
        const isAlike = committed !== undefined && committed % BITS === s.term % BITS;
        return changing.whyNotChange(isAlike ? { ...s, term: committed } : s);
      },
    },
  },
  members: {
    "nine voters: when a joint change ends the others are left out": {
      followingOn(from) {
        const next = members.followingOn(from);
        return next === undefined ? next : { ...next, voters: next.voters.slice(0, 9) };
      },
    },
    "four learners: of more voters that become learners the rest are gone": {
      change(...asked) {
        const changed = members.change(...asked);
        if (!changed.ok) return changed;
        const { configuration } = changed;
        const learnersNext = configuration.learnersNext.slice(0, 4);
        return { ok: true, configuration: { ...configuration, learnersNext } };
      },
    },
  },
};
