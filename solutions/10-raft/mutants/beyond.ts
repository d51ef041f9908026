/** What comes after the laboratory, with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import {
  type Admission,
  type Changed,
  type Configuration,
  isVoter,
  latest,
  membersOf,
  termAt,
} from "../../../exercises/10-raft/given.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { commit } from "../commit.ts";
import { majority } from "../majority.ts";
import { once } from "../once.ts";
import { changing } from "../changing.ts";
import { members } from "../members.ts";

export const beyondMutants: Mutants<Answers> = {
  once: {
    "every command is new: what is asked twice is executed twice": {
      admit: () => ({ type: "new" }),
    },
    "old is new: a command whose answer is forgotten is executed again": {
      admit: admitting((right) => right.type === "old" ? { type: "new" } : right),
    },
    "no second answer: a client whose answer was lost waits for ever": {
      admit: admitting((right) => right.type === "repeated" ? { type: "old" } : right),
    },
    "nothing is no answer: an answer of nothing is taken for none": {
      admit: admitting((right) =>
        right.type === "repeated" && right.answer === undefined ? { type: "new" } : right
      ),
    },
  },
  joint: {
    "the new ones alone: the old voters are not asked": {
      vote: ({ voters }, vote) => majority(voters, vote),
    },
    "all together: one majority of everybody is taken for two": {
      vote: ({ voters, outgoing }, vote) => majority([...new Set([...voters, ...outgoing])], vote),
    },
    "the faster half: one half is enough to commit": {
      index: ({ voters, outgoing }, reached) =>
        Math.max(
          ...[voters, outgoing].filter((half) => half === voters || half.length > 0)
            .map((half) => commit.majorityIndex(half, reached)),
        ),
    },
  },
  changing: {
    "changes overlap: a change begins before the one before is committed": {
      whyNotChange: (s) =>
        termAt(s.log, s.commitIndex) === s.term ? undefined : changing.whyNotChange(s),
    },
    "the bug of 2015: a change begins before a commit in the leader's term": {
      whyNotChange: (s) =>
        latest(s.configurations).index > s.commitIndex ? changing.whyNotChange(s) : undefined,
    },
    "never again: a change that is committed still bars the next": {
      whyNotChange: (s) =>
        s.configurations.length > 1 ? "changed before" : changing.whyNotChange(s),
    },
    "not taken back: a configuration outlives its entry": {
      afterTruncation: (configurations) => [...configurations],
    },
    "who leaves is gone: who is needed to commit its leaving may not stand": {
      promotable: (s, self) => isVoter(latest(s.configurations).configuration, self),
    },
    "learners stand: who has no vote stands for election": {
      promotable: (s, self) => membersOf(latest(s.configurations).configuration).includes(self),
    },
    "stays for ever: a leader that was removed goes on": { stepsDown: () => false },
  },
  members: {
    "always at once: two voters come and go without a joint configuration": {
      change(from, transition, changes) {
        const changed = members.change(from, transition, changes);
        if (!changed.ok || transition !== "auto") return changed;
        return but(changed.configuration, { outgoing: [], autoLeave: false });
      },
    },
    "never leaves: a joint configuration stays for ever": { followingOn: () => undefined },
    "learners too soon: an old voter is a learner while its vote counts": {
      change(...asked) {
        const changed = members.change(...asked);
        if (!changed.ok) return changed;
        const { learners, learnersNext } = changed.configuration;
        const all = [...learners, ...learnersNext].sort((a, b) => a - b);
        return but(changed.configuration, { learners: all, learnersNext: [] });
      },
    },
    "forgets who learns: those who were to become learners are dropped": {
      change: (from, how, changes) =>
        members.change(changes.length > 0 ? from : { ...from, learnersNext: [] }, how, changes),
    },
    "nobody left: the last voter may go": {
      change(from, transition, changes) {
        const changed = members.change(from, transition, changes);
        const isEmpty = !changed.ok && changed.words.startsWith("nobody");
        return isEmpty ? but(from, { voters: [] }) : changed;
      },
    },
  },
};

/** What is right, made into something else. */
function admitting(wrong: (right: Admission) => Admission): Answers["once"]["admit"] {
  return (sessions, stamp) => wrong(once.admit(sessions, stamp));
}

/** The configuration is the next one, but for something. */
function but(configuration: Configuration, change: Partial<Configuration>): Changed {
  return { ok: true, configuration: { ...configuration, ...change } };
}
