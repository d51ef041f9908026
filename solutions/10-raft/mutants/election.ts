/** Stage 3A with one bug each. @module */

import type { Mutants } from "hb/grade/mutants.ts";
import { resetElectionTimer } from "../../../exercises/10-raft/given.ts";
import type { Answers } from "../../../exercises/10-raft/answers.ts";
import { votes } from "../votes.ts";
import { majority } from "../majority.ts";
import { voter } from "../voter.ts";
import { unheard, withRules } from "./otherwise.ts";

export const electionMutants: Mutants<Answers> = {
  terms: {
    "never outdated: a leader of old goes on for ever": { isOutdated: () => false },
    "outdated by its own term: servers leave the term that they are in": {
      isOutdated: (own, seen) => seen >= own,
    },
    "stands in the old term: no new term begins with an election": {
      becomeCandidate: (term, self) => ({ term, votedFor: self }),
    },
  },
  timeout: {
    "timeouts all equal: all stand at the same moment, for ever": {
      timeoutJitter: (rangeMs) => rangeMs / 2,
    },
    "two timeouts only: five servers share two timeouts": {
      timeoutJitter: (rangeMs, choose) => rangeMs * choose(2),
    },
    "half of the range: the longer half of the timeouts is never drawn": {
      timeoutJitter: (rangeMs, choose) => choose(Math.floor(rangeMs * 500) + 1) / 1000,
    },
  },
  votes: {
    "two votes in a term: whom it has voted for is forgotten": {
      mayVote: (term, _, asked) => votes.mayVote(term, null, asked),
    },
    "a vote for another term: a vote is given to a candidate of an older term": {
      mayVote: (term, votedFor, asked) => votes.mayVote(term, votedFor, { ...asked, term }),
    },
    "never asked again: a candidate whose answer was lost gets no other": {
      mayVote: (term, votedFor, asked) => votedFor === null && votes.mayVote(term, null, asked),
    },
    "promises for the past: a vote is promised for the term it was given in": {
      mayPreVote: (term, asked) => votes.mayPreVote(term - 1, asked),
    },
  },
  majority: {
    "half is enough: two of four elect, and so do the other two": (voters, vote) =>
      2 * voters.filter((each) => vote(each)).length === voters.length
        ? "won"
        : majority(voters, vote),
    "silence is a no: who has not answered yet is counted as against": (voters, vote) =>
      majority(voters, (each) => vote(each) ?? false),
  },
  voter: {
    "the timer is set by anyone who asks: a candidate that cannot win keeps the others from standing":
      (raft, s, message, io) => {
        voter(raft, s, message, io);
        resetElectionTimer(raft, s, io);
      },
    "the timer is not set by a vote: a voter stands against the candidate that it has just voted for":
      unheard(voter, "wait"),
    "votes are not saved: a voter forgets in a crash whom it has voted for": unheard(voter, "save"),
    "any log will do: a vote is given to a candidate that lacks what is committed": withRules(
      voter,
      {
        isUpToDate: () => true,
      },
    ),
    "listens while it is led: a server that comes back, or was removed, unseats a leader that is well":
      (raft, s, message, io) => {
        s.lease = false;
        voter(raft, s, message, io);
      },
    "a promise is a vote: a question about a term makes the voter enter it": (raft, s, asked, io) =>
      voter(raft, s, { ...asked, pre: false }, io),
  },
};
