/** The bugs of EPaxos that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "replies need not be equal": {
    code: "not-equal",
    title: "A coordinator decides though others have found something else",
    example: "2.epaxos.8.5.5k-5k-5-1o-0-0-not-equal.zP4-x-2.11P2-x-3.12P0-x-4",
  },
  "its own first": {
    code: "own-first",
    title: "In a circle a replica executes its own command first",
    example: "2.epaxos.8.5.5k-5k-5-1o-0-0-own-first.zP4-x-2.11P2-x-3.12P0-x-4",
  },
  "does not wait for dependencies": {
    code: "no-wait",
    title: "A replica executes what is decided, whatever that comes after",
    example: "2.epaxos.2.5.5k-5k-5-1o-0-0-no-wait.yP1-x-1.rP2-x-2",
  },
  "a no-op where nobody has voted": {
    code: "no-op",
    title: "Whoever recovers makes a no-op of what nobody has voted for",
    example: "2.epaxos.i.3.5k-5k-5-1o-0-0-no-op.1mG0-x.1mX0",
  },
  "recovers what it knows itself": {
    code: "own-deps",
    title: "Whoever recovers does not look at what others have found",
    example: "2.epaxos.79.5.5k-5k-5-1o-0-0-own-deps.24P1-x-1.lP4-x-2.1X1",
  },
  "waits for the latest only": {
    code: "latest-only",
    title: "A dependency stands for one instance only",
    example: "2.epaxos.3.5.5k-b4-a-k-0-0-latest-only.0L3-1.5kP3-y-a.5kP3-x-c.5kP0-x-f",
  },
  "reads interfere with nothing": {
    code: "reads-free",
    title: "Reads interfere with nothing",
    example: "2.epaxos.1.3.5k-b4-a-k-0-0-reads-free.0G1-x.0P0-x-a",
  },
  "a reply is what was told": {
    code: "parrots",
    title: "A replica says what it was told",
    example: "2.epaxos.2.5.5k-b4-a-k-0-0-parrots.0P2-x-a.0G4-x",
  },
  "replies are not merged": {
    code: "unmerged",
    title: "Votes are asked for what the coordinator knew itself",
    example: "2.epaxos.2.3.5k-b4-a-k-a-0-unmerged.2sG2-x.0P0-x-b",
  },
  "no objections": {
    code: "no-objections",
    title: "Nobody looks what contradicts the fast path",
    example: "2.epaxos.2.5.5k-b4-a-k-a-0-no-objections.78C3.3wG3-x.kG1-x.1eR3.aP1-x-c.aP0-y-d.aC3",
  },
  "votes below its promise": {
    code: "below-promise",
    title: "A replica votes below what it has promised",
    example: "2.epaxos.2.3.5k-c-a-k-m-0-below-promise.b4P2-x-b",
  },
  "promises anything": {
    code: "promises-all",
    title: "A replica promises below what it has promised",
    example: "2.epaxos.4.5.5k-b4-a-k-b-0-promises-all.8cG4-x.0C4",
  },
  "promises are not saved": {
    code: "lost-promise",
    title: "Promises are not saved",
    example: "2.epaxos.2.3.5k-h-a-k-0-0-lost-promise.5kP0-x-a.5kC1.2sR1",
  },
};
