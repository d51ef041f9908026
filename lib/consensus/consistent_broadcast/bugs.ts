/** Mistakes in consistent broadcast, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import { consistentBroadcast, type State } from "./consistent_broadcast.ts";
import type { Message } from "./messages.ts";
import type { Rules } from "./rules.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Fewer nodes, one of which may be a traitor all the same. */
  readonly nodes?: number;
}

/** Consistent broadcast with a change. */
export function protocolWith({ rules = {}, nodes }: Change = {}): Protocol<State, Message> {
  return consistentBroadcast(nodes === undefined ? {} : { faults: () => 1 }, rules);
}

const equivocation = { by: "instance", instance: "the sender lies" } as const;
const another = { by: "instance", instance: "another lies" } as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "half are enough": {
    words: "2f of 3f + 1 signatures are enough, and two such quorums may meet in traitors alone.",
    change: { rules: { quorum: (_, f) => 2 * f } },
    breaks: "consistency",
    foundBy: equivocation,
  },
  "signs everything": {
    words: "A witness signs whatever the sender says, also a second payload of the same name.",
    change: { rules: { maySign: () => true } },
    breaks: "consistency",
    foundBy: equivocation,
  },
  "counts no heads": {
    words:
      "A node delivers what comes with a certificate and does not look how many have signed it.",
    change: { rules: { isProof: ({ signers }) => signers.length > 0 } },
    breaks: "no creation",
    foundBy: another,
  },
  "one head counts thrice": {
    words: "A certificate is as long as it must be, and it is always the same who has signed.",
    change: { rules: { isProof: ({ signers }, quorum) => signers.length >= quorum } },
    breaks: "no creation",
    foundBy: another,
  },
  "signs for anybody": {
    words: "A witness signs what somebody else says in the name of the sender.",
    change: { rules: { isFrom: () => true } },
    breaks: "no creation",
    foundBy: another,
  },
  "delivers twice": {
    words: "A node that is shown a certificate again delivers again.",
    change: { rules: { isNew: () => true } },
    breaks: "no duplication",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "three nodes": {
    words:
      "Of three nodes one may be a traitor, so nobody waits for more than two, and two pairs meet in the traitor.",
    change: { nodes: 3, rules: { quorum: (n, f) => n - f } },
    breaks: "consistency",
    foundBy: equivocation,
  },
};
