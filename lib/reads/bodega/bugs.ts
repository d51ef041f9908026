/** Mistakes in Bodega, and what comes of each. @module */

import { type Bug, byStorm } from "../../kit/kit.ts";
import { lasts } from "../leases/leases.ts";
import type { Rules } from "./rules.ts";
import type { BodegaOptions } from "./settings.ts";

/** What a bug changes. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly options?: BodegaOptions;
}

const inInstance = (instance: string) => ({ by: "instance", instance }) as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "a majority is enough": {
    words:
      "A write is decided when a majority has voted, though somebody who answers reads of its key has not.",
    change: { rules: { covers: () => true } },
    breaks: "linearizability",
    foundBy: inInstance("three readers"),
  },
  "a majority is enough early": {
    words:
      "A server that has heard of a majority's votes answers the new value, while another one still answers the old.",
    change: { rules: { coversEarly: () => true } },
    breaks: "linearizability",
    foundBy: inInstance("three readers"),
  },
  "the leader answers at once": {
    words:
      "The leader answers what is decided as far as it knows, while others have answered what is newer.",
    change: { rules: { holds: (isLeader) => !isLeader } },
    breaks: "linearizability",
    foundBy: inInstance("three readers"),
  },
  "answers the previous value": {
    words:
      "A server that has voted for a write which is not decided answers what was there before, and does not wait.",
    change: { rules: { holds: (isLeader) => isLeader } },
    breaks: "linearizability",
    foundBy: inInstance("three readers"),
  },
  "does not wait for its leases": {
    words: "A server promises a higher ballot while others still have leases from it.",
    change: { rules: { isOver: () => true } },
    breaks: "linearizability",
    foundBy: inInstance("leaves"),
  },
  "leases of any ballot": {
    words:
      "A server counts leases on a roster that is not the one of the ballot that it has promised.",
    change: { rules: { counts: (lease, _, now) => lasts(lease, now) } },
    breaks: "linearizability",
    foundBy: inInstance("joins"),
  },
  "leases last longer at the holder": {
    words: "A holder counts a lease for longer than its grantor.",
    change: { rules: { leaseMs: (ms) => 3 * ms } },
    breaks: "linearizability",
    foundBy: byStorm("rosters", 31),
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
    words:
      "A server with leases answers before it has executed what was decided before they began.",
    change: { rules: { safeBar: () => 0 } },
    breaks: "linearizability",
    foundBy: inInstance("joins"),
  },
  "forgets its leases": {
    words:
      "A server that comes back from a crash promises a higher ballot at once, though others may have leases from it.",
    change: { rules: { forgottenUntil: () => null } },
    breaks: "linearizability",
    foundBy: byStorm("naps", 5),
  },
  "the dead are waited for": {
    words:
      "A server that is gone stays in the roster, and no write of its keys is decided any more.",
    change: { rules: { isSilent: () => false } },
    breaks: "progress",
    foundBy: byStorm("death", 1),
  },
};
