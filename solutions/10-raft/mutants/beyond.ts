/** What comes after the laboratory, with one bug each. @module */

import type { Mutant } from "hb/grade/suite.ts";
import { isVoter, latest, membersOf, termAt } from "../../../exercises/10-raft/given.ts";
import type { Subject } from "../../../exercises/10-raft/subject.ts";
import { commit } from "../commit.ts";
import { majority } from "../majority.ts";
import { subject } from "../subject.ts";
import { mutant } from "./mutant.ts";

const { once, changing, members } = subject;

export const beyondMutants: readonly Mutant<Subject>[] = [
  mutant("once", "every command is new", "what is asked twice is executed twice", {
    admit: () => ({ type: "new" }),
  }),
  mutant("once", "old is new", "a command whose answer is forgotten is executed again", {
    admit(sessions, stamp) {
      const admission = once.admit(sessions, stamp);
      return admission.type === "old" ? { type: "new" } : admission;
    },
  }),
  mutant("once", "no second answer", "a client whose answer was lost waits for ever", {
    admit(sessions, stamp) {
      const admission = once.admit(sessions, stamp);
      return admission.type === "repeated" ? { type: "old" } : admission;
    },
  }),
  mutant("once", "nothing is no answer", "an answer of nothing is taken for none", {
    admit(sessions, stamp) {
      const admission = once.admit(sessions, stamp);
      const isNothing = admission.type === "repeated" && admission.answer === undefined;
      return isNothing ? { type: "new" } : admission;
    },
  }),
  mutant("joint", "the new ones alone", "the old voters are not asked", {
    vote: ({ voters }, vote) => majority(voters, vote),
  }),
  mutant("joint", "all together", "one majority of everybody is taken for two", {
    vote: ({ voters, outgoing }, vote) => majority([...new Set([...voters, ...outgoing])], vote),
  }),
  mutant("joint", "the faster half", "one half is enough to commit", {
    index: ({ voters, outgoing }, reached) =>
      outgoing.length === 0
        ? commit.majorityIndex(voters, reached)
        : Math.max(commit.majorityIndex(voters, reached), commit.majorityIndex(outgoing, reached)),
  }),
  mutant("changing", "changes overlap", "a change begins before the one before is committed", {
    whyNotChange: (s) =>
      termAt(s.log, s.commitIndex) === s.term ? undefined : changing.whyNotChange(s),
  }),
  mutant("changing", "the bug of 2015", "a change begins before a commit in the leader's term", {
    whyNotChange: (s) =>
      latest(s.configurations).index > s.commitIndex ? changing.whyNotChange(s) : undefined,
  }),
  mutant("changing", "never again", "a change that is committed still bars the next", {
    whyNotChange: (s) => s.configurations.length > 1 ? "changed before" : changing.whyNotChange(s),
  }),
  mutant("changing", "not taken back", "a configuration outlives its entry", {
    afterTruncation: (configurations) => [...configurations],
  }),
  mutant("changing", "who leaves is gone", "who is needed to commit its leaving may not stand", {
    mayStand: (s, self) => isVoter(latest(s.configurations).configuration, self),
  }),
  mutant("changing", "learners stand", "who has no vote stands for election", {
    mayStand: (s, self) => membersOf(latest(s.configurations).configuration).includes(self),
  }),
  mutant("changing", "stays for ever", "a leader that was removed goes on", {
    stepsDown: () => false,
  }),
  mutant("members", "always at once", "two voters come and go without a joint configuration", {
    change(from, transition, changes) {
      const changed = members.change(from, transition, changes);
      if (!changed.ok || transition !== "auto") return changed;
      return {
        ok: true,
        configuration: { ...changed.configuration, outgoing: [], autoLeave: false },
      };
    },
  }),
  mutant("members", "never leaves", "a joint configuration stays for ever", {
    followingOn: () => undefined,
  }),
  mutant("members", "learners too soon", "an old voter is a learner while its vote counts", {
    change(from, transition, changes) {
      const changed = members.change(from, transition, changes);
      if (!changed.ok) return changed;
      const { learners, learnersNext } = changed.configuration;
      const all = [...learners, ...learnersNext].sort((a, b) => a - b);
      return {
        ok: true,
        configuration: { ...changed.configuration, learners: all, learnersNext: [] },
      };
    },
  }),
  mutant("members", "forgets who learns", "those who were to become learners are dropped", {
    change: (from, transition, changes) =>
      members.change(
        changes.length > 0 ? from : { ...from, learnersNext: [] },
        transition,
        changes,
      ),
  }),
  mutant("members", "nobody left", "the last voter may go", {
    change(from, transition, changes) {
      const changed = members.change(from, transition, changes);
      return changed.ok || !changed.words.startsWith("nobody")
        ? changed
        : { ok: true, configuration: { ...from, voters: [] } };
    },
  }),
];
