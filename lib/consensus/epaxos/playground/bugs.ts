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
};
