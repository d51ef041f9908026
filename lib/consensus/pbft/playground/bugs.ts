/** The bugs of PBFT that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "a quorum of 2f": {
    code: "small-quorum",
    title: "Two of four are a quorum",
    example: "2.pbft.1.6.1-5k-2-a-k-0-0-small-quorum.5kP5-x-a.0G4-x",
  },
  "accepts a second batch": {
    code: "accepts-two",
    title: "A backup accepts two batches for one number",
    example: "2.pbft.1.6.1-5k-2-a-k-0-0-accepts-two.2sP5-x-b.0P5-x-c",
  },
  "counts votes for another batch": {
    code: "any-vote",
    title: "Votes count whichever batch they are for",
    example: "2.pbft.1.6.1-5k-2-a-k-0-0-any-vote.8cG4-x.8cG5-x",
  },
  "one reply is enough": {
    code: "one-reply",
    title: "A client believes the first reply",
    example: "2.pbft.7.6.8-5k-2-a-k-0-0-one-reply.5aP4-x-b.8wG4-x",
  },
  "proofs are not looked at": {
    code: "no-proof",
    title: "A new view believes what is said to be prepared",
    example: "2.pbft.4.6.5-5k-2-a-k-s-0-no-proof.8lP5-y-a.eG4-x.gL3-1.1vX4",
  },
  "votes for another number": {
    code: "misplaced",
    title: "Votes for another number count in a proof",
    example: "2.pbft.4.6.6-5k-2-a-k-s-0-misplaced.8lP5-y-a.eG4-x.gL3-1.1vX4",
  },
  "new views are not computed again": {
    code: "any-start",
    title: "Backups take whatever a new view begins with",
    example: "2.pbft.1.6.7-5k-2-a-k-0-0-any-start.0P4-x-a.2sP5-x-b.0X0",
  },
  "what is executed is not told": {
    code: "untold",
    title: "What is executed is not told in a change of view",
    example: "2.pbft.1.6.0-5k-2-a-k-0-0-untold.7hP4-x-a.fC0.7iG4-x",
  },
  "a checkpoint of one": {
    code: "one-state",
    title: "One replica makes a checkpoint stable",
    example: "2.pbft.1.6.9-5k-2-a-k-0-0-one-state.0G4-x.0P5-x-a",
  },
  "any page will do": {
    code: "any-page",
    title: "Pages of a state are taken without a look",
    example: "2.pbft.2.6.a-5k-2-a-k-x-0-any-page.39C4.jP5-x-a.bG5-x.3mG4-y.4zG5-x.6qR4",
  },
  "anybody asks for a client": {
    code: "unsigned",
    title: "Nobody looks whether clients have signed",
    example: "2.pbft.1.6.3-5k-2-a-k-0-0-unsigned.b4G5-x",
  },
  "what it accepts is not saved": {
    code: "lost-word",
    title: "What a backup accepts is not saved",
    example: "2.pbft.1.6.1-rs-8-a-2s-0-0-lost-word.kP4-x-a.7sP5-x-b.2sC3.1R3",
  },
};
