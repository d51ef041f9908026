/**
 * The bugs of Raft that a reader may switch on, each with a session in which it does harm. The invariants
 * find it in the very run that the reader has made.
 *
 * @module
 */

import type { OfferedBug } from "../../../kit/playground.ts";
import type { BugName } from "../bugs.ts";

/** The bugs that are offered. */
export type OfferedName = Extract<
  BugName,
  | "votes twice"
  | "forgets its vote"
  | "votes for any log"
  | "commits older terms by counting"
  | "no consistency check"
  | "half decides"
>;

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<OfferedName, OfferedBug>> = {
  "votes twice": {
    code: "two-votes",
    title: "A node votes twice in a term",
    example: "1.7.3.46-4q-1e-a-k-0-0-two-votes.9qL1-2",
  },
  "forgets its vote": {
    code: "lost-vote",
    title: "The vote is not saved",
    example: "1.1.3.46-8c-1e-a-k-0-0-lost-vote.0L0-1.6wC2.5R2",
  },
  "votes for any log": {
    code: "any-log",
    title: "Votes go to candidates that lack entries",
    example: "1.6.3.46-8c-1e-a-k-0-0-any-log.8wL2-0",
  },
  "commits older terms by counting": {
    code: "old-terms",
    title: "Entries of older terms are committed by counting",
    example: "1.1.3.46-8c-1e-a-k-0-0-old-terms.dwX0.0P0-x-1.abX1.0J0.9uO0-2.0J1.0L0-1",
  },
  "no consistency check": {
    code: "no-check",
    title: "Followers append without looking at what comes before",
    example: "1.1.3.46-8c-1e-a-k-0-0-no-check.uuL2-0.5kP0-x-3",
  },
  "half decides": {
    code: "half",
    title: "Half of the nodes are enough",
    example: "1.8.4.46-8c-1e-a-k-0-0-half",
  },
};
