/** Answers that do no harm in short runs, and are not what is asked for: off by one, out of bits, or out of mind. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import {
  inForceAt,
  isVoter,
  lastIndex,
  latest,
  type Position,
  type Raft,
  type Sessions,
  termAt,
} from "../../../exercises/10-raft/given.ts";
import { backup } from "../backup.ts";
import { behind } from "../behind.ts";
import { changing } from "../changing.ts";
import { once } from "../once.ts";
import { voter } from "../voter.ts";
import { withRules } from "./otherwise.ts";

/** Positions of which some bits are left out. */
const cut =
  (bits: (n: number) => number, of: keyof Position): Answers["voter"] => (raft, ...asked) => {
    const { isUpToDate } = raft.rules,
      less = (place: Position) => ({ ...place, [of]: bits(place[of]) });
    withRules(voter, { isUpToDate: (last, own) => isUpToDate(less(last), less(own)) })(
      raft,
      ...asked,
    );
  };

/** The last 64 answers that were given again, for each server's sessions. */
const kept = new WeakMap<Sessions, Map<string, unknown>>();

export const exactMutants: Mutants<Answers> = {
  voter: {
    "indices of sixteen bits: of two logs the shorter may look longer": cut(
      (n) => n % 2 ** 16,
      "index",
    ),
    "indices of thirty-two bits: of two logs the shorter may look longer": cut(
      (n) => n | 0,
      "index",
    ),
    "terms of thirty-two bits: of two logs the older may look newer": cut((n) => n | 0, "term"),
  },
  backup: {
    "one too far back: one entry that agrees travels again at each step": {
      backUp: (log, hint) => Math.max(1, backup.backUp(log, hint) - 1),
    },
    "one too few: the follower is asked about an entry that cannot agree": {
      backUp(log, hint) {
        const next = backup.backUp(log, hint);
        return next + (hint.term !== null && next <= hint.index ? 1 : 0);
      },
    },
    "the entry before its term: the hint is one too early": {
      hint(log, previous) {
        const { term, index } = backup.hint(log, previous);
        return { term, index: term === null ? index : Math.max(1, index - 1) };
      },
    },
    "the last of its term: the hint is where it was asked": {
      hint(log, previous) {
        const right = backup.hint(log, previous);
        return right.term === null ? right : { ...right, index: previous.index };
      },
    },
    "terms of thirty-two bits: a term is looked for that is not there": {
      backUp(log, { term, index }) {
        if (term === null) return index;
        let last = lastIndex(log);
        while (last > log.base.index && (termAt(log, last)! | 0) > (term | 0)) last--;
        return ((termAt(log, last) ?? 0) | 0) === (term | 0) ? last + 1 : index;
      },
    },
    "hints of thirty-two bits: the follower names another term": {
      hint(log, previous) {
        const { term, index } = backup.hint(log, previous);
        return { term: term === null ? null : term | 0, index };
      },
    },
  },
  behind: {
    "rounded down at first: the last heartbeat before it counts as lost is not waited for": {
      sendSnapshot(raft, s, to, io) {
        behind.sendSnapshot(raft, s, to, io);
        s.leading!.progress.get(to)!.patience = whole(raft);
      },
    },
    "a place of its own: where the snapshot ends is not noted": {
      sendSnapshot(raft, s, to, io) {
        const progress = s.leading!.progress.get(to)!, { next } = progress;
        behind.sendSnapshot(raft, s, to, io);
        progress.next = next;
      },
    },
  },
  once: {
    "sixty-four kept: an answer is given again that is forgotten": {
      admit(sessions, stamp) {
        const right = once.admit(sessions, stamp), name = `${stamp.session} ${stamp.sequence}`;
        const answers = kept.get(sessions) ?? new Map<string, unknown>();
        kept.set(sessions, answers);
        if (right.type === "repeated") answers.set(name, right.answer);
        if (answers.size > 64) answers.delete([...answers.keys()][0]!);
        return right.type === "old" && answers.has(name)
          ? { type: "repeated", answer: answers.get(name) }
          : right;
      },
    },
    "sixty-four answers: what comes after them is new": {
      admit(sessions, stamp) {
        const session = sessions.get(stamp.session);
        if (session === undefined) return once.admit(sessions, stamp);
        const answers = new Map([...session.answers].slice(0, 64));
        return once.admit(new Map([[stamp.session, { ...session, answers }]]), stamp);
      },
    },
  },
  changing: {
    "none stays: the configuration of the snapshot is cut off with the log": {
      afterTruncation: (configurations, after) =>
        configurations.filter(({ index }) => index <= after),
    },
    "indices of thirty-two bits: what is cut off": {
      afterTruncation: ([first, ...others], after) => [
        first!,
        ...others.filter(({ index }) => (index | 0) <= (after | 0)),
      ],
    },
    "indices of thirty-two bits: what is committed": {
      promotable(s, self) {
        const { index, configuration } = latest(s.configurations);
        const before = inForceAt(s.configurations, index - 1).configuration;
        return isVoter(configuration, self) ||
          ((index | 0) > (s.commitIndex | 0) && isVoter(before, self));
      },
    },
    "indices of thirty-two bits: what is under way": {
      whyNotChange(s) {
        const isUnderWay = (latest(s.configurations).index | 0) > (s.commitIndex | 0);
        if (isUnderWay) return "another change is under way";
        return termAt(s.log, s.commitIndex) === s.term ? undefined : changing.whyNotChange(s);
      },
    },
  },
};

const whole = ({ electionTimeoutMs: [, most], heartbeatMs }: Raft) =>
  Math.floor(most / heartbeatMs);
