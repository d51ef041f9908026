/** What is right for few and for short ones, on the disk and beyond: digits, bits or room run out. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { changing } from "../changing.ts";
import { compaction } from "../compaction.ts";
import { joint } from "../joint.ts";
import { members } from "../members.ts";
import { once } from "../once.ts";
import { recall } from "../recall.ts";
import { remember } from "../remember.ts";
import { save } from "../save.ts";

export const laterWindowMutants: Mutants<Answers> = {
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
