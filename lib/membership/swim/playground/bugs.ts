/** The bugs of SWIM that a reader may switch on, each with a session in which it does harm. @module */

import type { OfferedBug } from "../../../kit/playground.ts";

/** All of them, by their names in the kit; a reader looks with the eyes of a node that is wrong. */
export const offeredBugs: Readonly<Record<string, OfferedBug>> = {
  "dead at once": {
    code: "dead-at-once",
    title: "Who does not answer is dead at once",
    example: "2.swim.7.k.a-k-0-5k-2s-3-4-4-4mo-0-0-0-dead-at-once.b4C7",
  },
  "suspects before the helpers have answered": {
    code: "no-wait",
    title: "The helpers are not waited for",
    example: "2.swim.7.k.a-k-0-5k-2s-3-4-4-4mo-0-0-0-no-wait.b4C7",
  },
  "stale alive resurrects": {
    code: "stale-alive",
    title: "Old news that a member is alive brings it back",
    example: "2.swim.7.k.a-k-u-5k-2s-3-4-4-4mo-0-0-0-stale-alive.b4C7",
    sight: 4,
  },
  "alive refutes in its own incarnation": {
    code: "same-alive",
    title: "Alive stands against suspect in the same incarnation",
    example: "2.swim.7.k.a-k-u-5k-2s-3-4-4-4mo-0-0-0-same-alive.b4C7",
    sight: 16,
  },
  "a suspicion brings back who was removed": {
    code: "suspect-returns",
    title: "A suspicion brings back who was removed",
    example: "2.swim.7.k.a-k-0-5k-2s-3-4-4-4mo-0-0-0-suspect-returns.b4C7",
    sight: 14,
  },
  "the removed are forgotten": {
    code: "forgotten",
    title: "The removed are forgotten",
    example: "2.swim.7.k.a-k-u-5k-2s-3-4-4-4mo-0-0-0-forgotten.b4C7",
    sight: 4,
  },
  "refutes in the same incarnation": {
    code: "same-refutes",
    title: "A member refutes without a new incarnation",
    example: "2.swim.7.k.a-k-u-5k-2s-3-4-4-4mo-0-0-0-same-refutes.b4C7",
  },
  "others refute": {
    code: "others-refute",
    title: "Others refute in a member's name",
    example: "2.swim.7.k.a-k-u-5k-2s-3-4-4-4mo-0-0-0-others-refute.b4C7",
  },
  "timers know the member only": {
    code: "timer-by-member",
    title: "The timer of a suspicion does not know its incarnation",
    example: "2.swim.7.k.a-k-u-5k-2s-3-4-4-4mo-0-0-0-timer-by-member.b4C7",
  },
  "one accuser counts twice": {
    code: "counts-twice",
    title: "One accuser counts as two (Lifeguard)",
    example: "2.swim.7.k.a-k-u-5k-2s-3-4-3-4mo-0-0-1-counts-twice.b4C7",
  },
  "incarnations only in memory": {
    code: "in-memory",
    title: "Incarnations are not saved",
    example: "2.swim.7.k.a-k-0-5k-2s-3-4-4-4mo-0-0-0-in-memory.b4C7.rsR7",
  },
};
