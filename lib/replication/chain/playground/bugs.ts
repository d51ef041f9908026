/** The bugs of chains that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "the head answers": {
    code: "head-answers",
    title: "The head answers before the tail has it",
    example: "2.chain.1.5.0-5k-a-k-0-0-head-answers.7P3-x-a",
  },
  "a removed tail answers": {
    code: "removed-tail",
    title: "A tail answers without asking whether it still is one",
    example: "2.chain.1.5.0-5k-a-k-0-0-removed-tail.kP1-x-a.3mX3.ciP1-x-b.5kG3-x",
    sight: 3,
  },
  "takes what comes": {
    code: "takes-all",
    title: "A server takes updates though it lacks some before them",
    example: "2.chain.8.5.0-5k-a-k-0-0-takes-all.6P4-x-a.aP1-x-b",
  },
  "acknowledged out of order": {
    code: "out-of-order",
    title: "An acknowledgement skips the updates before it",
    example: "2.chain.3.5.0-5k-a-k-0-0-out-of-order.1uP3-x-a.0P4-x-b",
  },
  "Sent is never struck": {
    code: "never-struck",
    title: "A server keeps what the tail has long had",
    example: "2.chain.1.5.0-5k-a-k-0-0-never-struck.7P3-x-a",
  },
  "the newcomer serves at once": {
    code: "at-once",
    title: "A newcomer serves before it has everything",
    example: "2.chain.3.5.0-5k-a-k-0-0-at-once.4X2.72P1-x-c",
  },
  "joins empty": {
    code: "joins-empty",
    title: "A newcomer is in the chain before it has anything",
    example: "2.chain.1.5.0-5k-a-k-0-0-joins-empty.kP1-x-a.xX1",
  },
  "serves dirty": {
    code: "serves-dirty",
    title: "With CRAQ, a server answers what is not decided",
    example: "2.chain.1.5.1-5k-a-k-0-0-serves-dirty.kP1-x-a.eG2-x.0X3",
  },
};
