/** Mistakes in quorum leases, and what comes of each. @module */

import { type Bug, byStorm } from "../../kit/kit.ts";
import { lasts } from "../leases/leases.ts";
import type { Rules } from "./rules.ts";
import type { QuorumLeaseOptions } from "./settings.ts";

/** What a bug changes. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly options?: QuorumLeaseOptions;
}

const inInstance = (instance: string) => ({ by: "instance", instance }) as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "votes without grants": {
    words: "Voters do not say who holds leases from them, and a write is decided by any majority.",
    change: { rules: { tells: () => [] } },
    breaks: "linearizability",
    foundBy: inInstance("three readers"),
  },
  "a holder is not waited for": {
    words: "The leader is told who holds leases, and does not wait for their votes.",
    change: { rules: { isCovered: (holders) => holders !== undefined } },
    breaks: "linearizability",
    foundBy: inInstance("three readers"),
  },
  "counts a vote too early": {
    words:
      "A vote of which the leader does not know yet whom it must wait for counts all the same.",
    change: {
      rules: { isCovered: (holders, votes) => holders?.every((h) => votes.has(h)) ?? true },
    },
    breaks: "linearizability",
    foundBy: inInstance("one grantor"),
  },
  "answers the previous value": {
    words:
      "A holder that has voted for a write which is not executed answers what was there before.",
    change: { rules: { minds: (isLeader) => isLeader } },
    breaks: "linearizability",
    foundBy: inInstance("three readers"),
  },
  "a new leader answers at once": {
    words:
      "A new leader answers before it has executed what was decided before it led, and others know.",
    change: { rules: { minds: (isLeader) => !isLeader } },
    breaks: "linearizability",
    foundBy: inInstance("takes over"),
  },
  "members change unseen": {
    words:
      "A change of the members does not wait for those who answer reads, who do not learn that others decide now.",
    change: { rules: { keysOfMembers: () => [] } },
    breaks: "linearizability",
    foundBy: inInstance("members"),
  },
  "leases from the members of now": {
    words:
      "A server that knows of members to come answers by leases from those of now, while the others decide already.",
    change: { rules: { neededOf: ([now]) => [now!] } },
    breaks: "linearizability",
    foundBy: inInstance("members"),
  },
  "no bar": {
    words: "A holder answers before it has executed what was voted for before its leases began.",
    change: { rules: { safeBar: () => 0 } },
    breaks: "linearizability",
    foundBy: inInstance("joins"),
  },
  "the bar is what is executed": {
    words: "A grantor leaves out of the bar what it has voted for and not executed.",
    change: { rules: { bar: (_, executed) => executed } },
    breaks: "linearizability",
    foundBy: inInstance("joins"),
  },
  "leases of any configuration": {
    words:
      "A holder counts leases on another configuration, by which writes of these keys do not wait for it.",
    change: { rules: { counts: (lease, _, now) => lasts(lease, now) } },
    breaks: "linearizability",
    foundBy: inInstance("widens"),
  },
  "a new configuration ends leases": {
    words: "A grantor that has executed another configuration forgets leases on the one before.",
    change: { rules: { isOfKeys: (isInForce, saysSo) => isInForce && saysSo } },
    breaks: "linearizability",
    foundBy: inInstance("leaves"),
  },
  "does not wait for its leases": {
    words: "A grantor takes leases for over while their holders still count them.",
    change: { rules: { isOver: () => true } },
    breaks: "linearizability",
    foundBy: inInstance("three readers"),
  },
  "leases last longer at the holder": {
    words: "A holder counts a lease for longer than its grantor.",
    change: { rules: { leaseMs: (ms) => 3 * ms } },
    breaks: "linearizability",
    foundBy: byStorm("deafness", 6),
  },
  "forgets its grants": {
    words: "A server that comes back from a crash votes as if nobody had a lease from it.",
    change: { rules: { forgottenUntil: () => null } },
    breaks: "linearizability",
    foundBy: byStorm("naps", 3),
  },
  "the dead are waited for": {
    words:
      "Leases are renewed though nobody answers, so that no write is decided when a holder is gone.",
    change: { rules: { renews: () => true } },
    breaks: "progress",
    foundBy: byStorm("death", 28),
  },
  "the deaf are waited for": {
    words:
      "A holder that does not hear the leader keeps its leases, so that no write is decided any more.",
    change: { rules: { isSilent: () => false } },
    breaks: "progress",
    foundBy: byStorm("deafness", 1),
  },
};
