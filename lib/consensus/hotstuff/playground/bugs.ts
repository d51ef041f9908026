/** The bugs of HotStuff that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "two certificates decide, the lock is as for three": {
    code: "two-decide",
    title: "Two certificates decide, with the lock of three",
    example: "2.hotstuff.6.6.3-0-5k-a-k-0-0-two-decide.8cP5-x-a.2sC1",
  },
  "votes against its lock": {
    code: "no-lock",
    title: "A replica votes against its lock",
    example: "2.hotstuff.5.6.3-1-5k-a-k-0-0-no-lock.2sG4-y.0G4-x.2sP5-y-a",
  },
  "never locks": {
    code: "never-locks",
    title: "A replica never locks",
    example: "2.hotstuff.1.6.3-1-5k-a-k-0-0-never-locks.4gP4-y-b.aG5-y.0P4-y-c",
  },
  "votes twice in a view": {
    code: "votes-twice",
    title: "A replica votes twice in a view",
    example: "2.hotstuff.1.6.2-0-5k-a-k-0-0-votes-twice.8cP4-x-b",
  },
  "votes are not saved": {
    code: "lost-vote",
    title: "Votes are not saved",
    example: "2.hotstuff.6.6.0-0-5k-a-k-0-0-lost-vote.0G5-x.8cC1.m8R1",
  },
  "a certificate for another block": {
    code: "any-certificate",
    title: "A block may be justified by a certificate for another",
    example: "2.hotstuff.7.6.4-0-5k-a-k-0-0-any-certificate.8cG5-y.0G5-x",
  },
};
