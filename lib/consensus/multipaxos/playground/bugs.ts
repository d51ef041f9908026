/**
 * The bugs of Multi-Paxos that a reader may switch on, each with a session in which it does harm. The invariants
 * find it in the very run that the reader has made.
 *
 * @module
 */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "asks for no votes": {
    code: "asks-nothing",
    title: "A new leader does not ask for votes",
    example: "2.multipaxos.3.3.46-8c-1e-8-a-k-0-1-asks-nothing.d3P0-x-4.sC2.r7P1-x-2",
  },
  "votes below its promise": {
    code: "below-promise",
    title: "A node votes below what it has promised",
    example:
      "2.multipaxos.5.3.46-8c-14-8-a-k-p-0-below-promise.e3P0-x-3.1mP0-x-5.8qL2-0.cvX0.4gP1-x-6",
  },
  "promises are not saved": {
    code: "lost-promise",
    title: "Promises are not saved",
    example: "2.multipaxos.1.3.46-8c-1e-8-a-k-0-1-lost-promise.16hC1.4nR1",
  },
  "votes are not saved": {
    code: "lost-vote",
    title: "Votes are not saved",
    example:
      "2.multipaxos.1.3.46-8c-p-8-a-k-p-1-lost-vote.h9P0-x-1.7mP2-x-2.zC0.gR0.2fP2-x-6.2vP1-x-4.5fP0-x-3.7P0-x-5.zC1.8R1.tC2",
  },
};
