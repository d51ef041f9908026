/**
 * The bugs of Paxos that a reader may switch on, each with a session in which it does harm. The invariants
 * find it in the very run that the reader has made.
 *
 * @module
 */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "own value": {
    code: "own-value",
    title: "A proposer proposes its own value, whatever was voted for",
    example: "2.paxos.1.3.8c-1e-0-a-k-0-0-own-value.6jL1-2.16P1-a.55P2-b",
  },
  "votes below its promise": {
    code: "below-promise",
    title: "An acceptor votes below what it has promised",
    example: "2.paxos.1.3.8c-1e-0-a-k-f-0-below-promise.5gP0-b.qP1-c",
  },
  "most votes": {
    code: "most-votes",
    title: "A proposer takes the value of most votes, not of the highest ballot",
    example: "2.paxos.2q.3.8c-1e-0-a-k-f-0-most-votes.2L1-2.1dP1-c.39P2-a",
  },
  "one variable for two ballots": {
    code: "one-ballot",
    title: "One variable holds the promise and the ballot of the vote",
    example: "2.paxos.1.3.8c-1e-0-5-28-0-0-one-ballot.apP2-b.kP1-a.1jX2",
  },
  "promises are not saved": {
    code: "lost-promise",
    title: "The promise is not saved",
    example: "2.paxos.d.3.8c-1e-0-5-28-0-0-lost-promise.1P1-d.3aP2-c.2dC2.dR2",
  },
  "votes are not saved": {
    code: "lost-vote",
    title: "The vote is not saved",
    example: "2.paxos.1.3.4j-1e-0-5-28-0-0-lost-vote.2eP0-c.1zX2.1mJ2.14C1.1hP1-a.37R1",
  },
};
