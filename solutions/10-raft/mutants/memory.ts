/**
 * Memory that is shared, or kept where it should not be: copies that are none, records that are used twice,
 * variables outside of the state. And what is saved or drawn though it need not be.
 *
 * @module
 */

import type { Mutants } from "hb/grade/mutants.ts";
import { nested } from "hb/model/nested.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { termAt } from "../../../exercises/10-raft/given.ts";
import { changing } from "../changing.ts";
import { compaction } from "../compaction.ts";
import { complete } from "../complete.ts";
import { follower } from "../follower.ts";
import { install } from "../install.ts";
import { majority } from "../majority.ts";
import { members } from "../members.ts";
import { once } from "../once.ts";
import { recall } from "../recall.ts";
import { remember } from "../remember.ts";
import { restart } from "../restart.ts";
import { save } from "../save.ts";
import { voter } from "../voter.ts";
import { votes } from "../votes.ts";

const stood = { term: 0, votedFor: 0 };
const promised = new Map<number, number>();
const collected: Awaited<ReturnType<Answers["restart"]>>["votes"] = new Map();
let lastVote = "";

export const memoryMutants: Mutants<Answers> = {
  terms: {
    "one record for all: it is changed when the next one stands": {
      becomeCandidate: (term, self) => Object.assign(stood, { term: term + 1, votedFor: self }),
    },
  },
  votes: {
    "one promise a term: who has promised one keeps account of it": {
      mayPreVote(term, asked) {
        if (!promised.has(asked.term)) promised.set(asked.term, asked.candidate);
        return votes.mayPreVote(term, asked) && promised.get(asked.term) === asked.candidate;
      },
    },
  },
  majority: {
    "sorts the voters: the list that it is shown is changed": (voters, vote) =>
      majority((voters as number[]).sort(), vote),
  },
  voter: {
    "saves it again: a vote that was given before is saved once more": (...asked) => {
      const [, s, { from }, io] = asked, { term, votedFor } = s;
      voter(...asked);
      if (votedFor === from && s.term === term) io.save({ type: "vote", term, votedFor });
    },
    "saves everything: the log is saved with each vote": (...asked) => {
      const [, s, , io] = asked, { base, entries } = s.log;
      voter(...asked);
      io.save({ type: "append", after: base.index, entries });
    },
  },
  complete: {
    "takes over the index: the position that it is shown is changed": {
      isUpToDate(candidates, own) {
        const right = complete.isUpToDate(candidates, own);
        Object.assign(own, { index: candidates.index });
        return right;
      },
    },
  },
  follower: {
    "saves all of it: the whole log is saved again with each entry": (raft, s, message, io) => {
      const save: typeof io.save = (record) => {
        const { base, entries } = s.log,
          all = { type: "append", after: base.index, entries } as const;
        io.save(record.type === "append" ? all : record);
      };
      follower(raft, s, message, nested(io, { save }));
    },
    "saves heartbeats: nothing is saved as nothing, every time": (...asked) => {
      const [, s, { entries, term }, io] = asked;
      follower(...asked);
      if (entries.length > 0 || term < s.term) return;
      io.save({ type: "append", after: s.log.base.index + s.log.entries.length, entries });
    },
  },
  save: {
    "cuts with a vote: the log is gone after it": {
      saveVote: (term, votedFor) => [
        ...save.saveVote(term, votedFor),
        { type: "append", after: 0, entries: [] },
      ],
    },
    "terms are enough: what the entries say is not saved": {
      saveEntries: (after, entries) =>
        save.saveEntries(after, entries.map(({ term }) => ({ type: "noop", term }))),
    },
    "longer and longer: all beginnings are saved as well": {
      saveEntries: (after, entries) => [
        ...entries.flatMap((_, i) => save.saveEntries(after, entries.slice(0, i))),
        ...save.saveEntries(after, entries),
      ],
    },
    "not the same twice: what was saved last is not saved again, by whomever": {
      saveVote(term, votedFor) {
        const vote = `${term} ${votedFor}`, isKnown = vote === lastVote;
        lastVote = vote;
        return isKnown ? [] : save.saveVote(term, votedFor);
      },
    },
  },
  recall: {
    "begins anew: the snapshot is forgotten": (known, saved) => ({
      ...recall(known, saved),
      snapshot: null,
    }),
    "takes the record's list: what is read next changes the record": (known, saved) => {
      if (saved.type === "vote" || saved.after !== known.log.base.index) {
        return recall(known, saved);
      }
      known.log.entries = saved.entries as typeof known.log.entries;
      return known;
    },
  },
  restart: {
    "one machine: it changes with the snapshot": (...asked) => {
      const s = restart(...asked);
      return { ...s, machine: s.snapshot.machine };
    },
    "half a copy: the sessions are copied, and not the answers in them": (...asked) => {
      const s = restart(...asked);
      return { ...s, sessions: new Map(s.snapshot.sessions) };
    },
    "one list of votes: all servers collect theirs in it": (...asked) => ({
      ...restart(...asked),
      votes: collected,
    }),
    "saves it again: what it has read is saved once more": (raft, io, journal) => {
      for (const record of journal) io.save(record);
      return restart(raft, io, journal);
    },
  },
  compaction: {
    "ends the sessions: the server loses what is in the snapshot": {
      capture(s) {
        const snapshot = compaction.capture(s);
        s.sessions.clear();
        return snapshot;
      },
    },
    "cuts in place: the log that it is shown is changed": {
      rebase(log, base) {
        if (termAt(log, base.index) !== base.term) return { base, entries: [] };
        return { base, entries: log.entries.splice(base.index - log.base.index) };
      },
    },
  },
  remember: {
    "saves it twice: a snapshot is large, and written once more": {
      saveSnapshot: (...asked) => [
        ...remember.saveSnapshot(...asked),
        ...remember.saveSnapshot(...asked),
      ],
    },
    "ends the sessions: the record that it is shown is changed": {
      recall(known, saved) {
        const found = remember.recall(known, saved);
        Object.assign(saved.snapshot, { sessions: new Map() });
        return found;
      },
    },
  },
  install: {
    "one memory: the sessions change with the snapshot": (...asked) => {
      const [, s] = asked;
      install(...asked);
      if (s.snapshot.sessions.size > 0) s.sessions = s.snapshot.sessions;
    },
    "saves it twice: a snapshot is large, and written once more": (raft, s, message, io) => {
      const save: typeof io.save = (record) => {
        io.save(record);
        io.save(record);
      };
      install(raft, s, message, nested(io, { save }));
    },
  },
  once: {
    "uses the session: who only asks has changed it": {
      admit(sessions, stamp) {
        const session = sessions.get(stamp.session);
        if (session !== undefined) session.usedAt++;
        return once.admit(sessions, stamp);
      },
    },
  },
  changing: {
    "cuts in place: the configurations that it is shown are changed": {
      afterTruncation(configurations, after) {
        const right = changing.afterTruncation(configurations, after);
        (configurations as typeof right).length = right.length;
        return right;
      },
    },
  },
  members: {
    "sorts in place: the configuration that it is shown is changed": {
      change(from, ...rest) {
        (from.voters as number[]).sort();
        return members.change(from, ...rest);
      },
    },
  },
};
