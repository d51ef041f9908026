/**
 * The driver with one mistake in it, over and over. Each has been made: two of them by the
 * placement driver of TiKV (pd#1652, tikv#16429).
 *
 * @module
 */

import type { PlanRules } from "./plan/rules.ts";

/** One mistake. */
export interface DriverBug {
  /** The mistake, and the harm that comes of it. */
  readonly words: string;
  /** The decision that is made otherwise. */
  readonly rules: Partial<PlanRules>;
  /** What does not hold any more. */
  readonly breaks: string;
}

/** What is wrong, in a few words. */
export type DriverBugName =
  | "moves into a zone that has one"
  | "gives an old operator a fresh epoch"
  | "swaps before the new replica has caught up"
  | "counts a learner as a replica"
  | "copies without limit"
  | "wakes nobody";

/** All mistakes by what is wrong. */
export const driverBugs: Readonly<Record<DriverBugName, DriverBug>> = {
  "moves into a zone that has one": {
    words:
      "A replica goes to the emptiest node, in whatever zone: a rack that fails takes two of three with it.",
    rules: { mayMoveZone: () => true },
    breaks: "the replicas of a range are in distinct zones",
  },
  "gives an old operator a fresh epoch": {
    words:
      "An order is sent again with the epoch that the range has by now, so that nothing guards against " +
      "its having been carried out: two replicas are removed where one was too many.",
    rules: { epochFor: (_, { conf, version }) => ({ conf, version }) },
    breaks: "an order does nothing in an epoch that it was not planned for",
  },
  "swaps before the new replica has caught up": {
    words:
      "The old replica is removed while the new one has next to nothing: the next loss is one too many.",
    rules: { hasCaughtUp: () => true },
    breaks: "whoever becomes a voter has caught up",
  },
  "counts a learner as a replica": {
    words:
      "A range with two voters and a learner passes for whole: when one voter is lost, nobody can decide.",
    rules: { replicasOf: ({ voters, learners }) => [...voters, ...learners] },
    breaks: "every range has as many voters as it shall",
  },
  "copies without limit": {
    words:
      "All that a node has lost is copied at once, and whoever serves clients sends snapshots instead.",
    rules: { hasRoom: () => true },
    breaks: "no more replicas come to a node, or leave it, at a time than may",
  },
  "wakes nobody": {
    words:
      "Nobody is told which nodes are lost: groups that sleep have no leader, and do not miss it.",
    rules: { named: () => [] },
    breaks: "every range has a leader soon after the loss of a node",
  },
};
