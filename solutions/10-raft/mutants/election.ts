/** Stage 3A with one bug each. @module */

import type { Mutant } from "hb/grade/suite.ts";
import { nested } from "hb/model/nested.ts";
import { awaitLeader, type RaftIo, type Upon } from "../../../exercises/10-raft/given.ts";
import type { Subject } from "../../../exercises/10-raft/subject.ts";
import { subject } from "../subject.ts";
import { mutant } from "./mutant.ts";

const { votes, majority, voter } = subject;

/** The voter, in a world where some of what it asks for does not happen. */
const voterWithout = (ignored: Partial<RaftIo>): Upon<"requestVote"> => (raft, s, message, io) =>
  voter(raft, s, message, nested(io, ignored));

export const electionMutants: readonly Mutant<Subject>[] = [
  mutant("terms", "never outdated", "a leader of old goes on for ever", {
    isOutdated: () => false,
  }),
  mutant("terms", "outdated by its own term", "servers leave the term that they are in", {
    isOutdated: (own, seen) => seen >= own,
  }),
  mutant("terms", "stands in the old term", "no new term begins with an election", {
    stand: (term, self) => ({ term, votedFor: self }),
  }),
  mutant("timeout", "timeouts all equal", "all stand at the same moment, for ever", {
    drawRest: (rangeMs) => rangeMs / 2,
  }),
  mutant("timeout", "two timeouts only", "five servers share two timeouts", {
    drawRest: (rangeMs, choose) => rangeMs * choose(2),
  }),
  mutant("timeout", "half of the range", "the longer half of the timeouts is never drawn", {
    drawRest: (rangeMs, choose) => choose(Math.floor(rangeMs * 500) + 1) / 1000,
  }),
  mutant("votes", "two votes in a term", "whom it has voted for is forgotten", {
    mayVote: (term, _, asked) => votes.mayVote(term, null, asked),
  }),
  mutant("votes", "a vote for another term", "a vote is given to a candidate of an older term", {
    mayVote: (term, votedFor, asked) => votes.mayVote(term, votedFor, { ...asked, term }),
  }),
  mutant("votes", "never asked again", "a candidate whose answer was lost gets no other", {
    mayVote: (term, votedFor, asked) => votedFor === null && votes.mayVote(term, null, asked),
  }),
  mutant("votes", "promises for the past", "a vote is promised for the term it was given in", {
    mayPreVote: (term, asked) => votes.mayPreVote(term - 1, asked),
  }),
  mutant(
    "majority",
    "half is enough",
    "two of four elect, and so do the other two",
    (voters, vote) =>
      2 * voters.filter((each) => vote(each)).length === voters.length
        ? "won"
        : majority(voters, vote),
  ),
  mutant(
    "majority",
    "silence is a no",
    "who has not answered yet is counted as against",
    (voters, vote) => majority(voters, (each) => vote(each) ?? false),
  ),
  mutant(
    "voter",
    "the timer is set by anyone who asks",
    "a candidate that cannot win keeps the others from standing",
    (raft, s, message, io) => {
      voter(raft, s, message, io);
      awaitLeader(raft, s, io);
    },
  ),
  mutant(
    "voter",
    "the timer is not set by a vote",
    "a voter stands against the candidate that it has just voted for",
    voterWithout({ wait() {} }),
  ),
  mutant(
    "voter",
    "votes are not saved",
    "a voter forgets in a crash whom it has voted for",
    voterWithout({ save() {} }),
  ),
  mutant(
    "voter",
    "any log will do",
    "a vote is given to a candidate that lacks what is committed",
    (raft, s, message, io) =>
      voter({ ...raft, rules: { ...raft.rules, isUpToDate: () => true } }, s, message, io),
  ),
  mutant(
    "voter",
    "listens while it is led",
    "a server that comes back, or was removed, unseats a leader that is well",
    (raft, s, message, io) => {
      s.lease = false;
      voter(raft, s, message, io);
    },
  ),
  mutant(
    "voter",
    "a promise is a vote",
    "a question about a term makes the voter enter it",
    (raft, s, message, io) => voter(raft, s, { ...message, pre: false }, io),
  ),
];
