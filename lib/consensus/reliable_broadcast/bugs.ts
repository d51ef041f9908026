/** Mistakes in reliable broadcast, and what comes of each. @module */

import type { Bug } from "../../kit/kit.ts";
import type { Protocol } from "../../model/protocol.ts";
import type { Message } from "./messages.ts";
import { reliableBroadcast, type Settings } from "./reliable_broadcast.ts";
import type { Rules } from "./rules.ts";
import type { State } from "./state.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
  /** Fewer nodes, in small systems. */
  readonly nodes?: number;
}

/** Reliable broadcast with a change. */
export function protocolWith(
  { rules = {}, settings = {} }: Change = {},
): Protocol<State, Message> {
  return reliableBroadcast(settings, rules);
}

const equivocation = { by: "instance", instance: "the sender lies" } as const;
const others = { by: "instance", instance: "another lies" } as const;
const halfTold = { by: "instance", instance: "some are told" } as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "half are enough": {
    words:
      "2f of 3f + 1 echoes make a node ready. Two such quorums meet in traitors alone, and loyal nodes are ready for " +
      "different payloads.",
    change: { rules: { echoes: (_, f) => 2 * f } },
    breaks: "one is ready",
    foundBy: equivocation,
  },
  "ready after one echo": {
    words: "A node is ready as soon as anybody has told it what the sender said.",
    change: { rules: { echoes: () => 1 } },
    breaks: "one is ready",
    foundBy: equivocation,
  },
  "nobody amplifies": {
    words:
      "Readies of others make nobody ready, so that one node delivers with the help of a traitor who helps no other.",
    change: { rules: { amplifies: () => Infinity } },
    breaks: "totality",
    foundBy: halfTold,
  },
  "delivers when f + 1 are ready": {
    words:
      "f + 1 readies are enough to deliver. One of them may be a traitor's, and the others are too few to make all ready.",
    change: { rules: { delivers: (_, f) => f + 1 } },
    breaks: "totality",
    foundBy: halfTold,
  },
  "f are ready": {
    words:
      "f readies make a node ready, so that traitors alone make all ready for what nobody has said.",
    change: { rules: { amplifies: (_, f) => f } },
    breaks: "no creation",
    foundBy: others,
  },
  "echoes all that it is told": {
    words: "A node echoes each payload that the sender tells it, and helps both to a quorum.",
    change: { rules: { mayEcho: ({ echoed }, payload) => echoed !== payload } },
    breaks: "one is ready",
    foundBy: equivocation,
  },
  "counts echoes, not nodes": {
    words:
      "A node counts what comes, and not from whom, so that a traitor who says ready thrice is a quorum.",
    change: { rules: { isCounted: () => true } },
    breaks: "no creation",
    foundBy: others,
  },
  "anybody is the sender": {
    words: "A node echoes what it is told in the name of the sender, by whomever.",
    change: { rules: { isFrom: () => true } },
    breaks: "no creation",
    foundBy: others,
  },
  "one name for all of a sender": {
    words: "Votes are kept by sender alone, and a second broadcast finds that all have voted.",
    change: { rules: { nameOf: ({ sender }) => `${sender}` } },
    breaks: "progress",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "never over": {
    words: "A node does not remember that it has delivered, and each further ready delivers again.",
    change: { rules: { isOver: () => false } },
    breaks: "no duplication",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "three nodes": {
    words:
      "Of three nodes one may be a traitor, so nobody waits for more than two. Two pairs may have the traitor alone in " +
      "common, who tells each what it likes.",
    change: {
      nodes: 3,
      settings: { faults: () => 1 },
      rules: { echoes: (n, f) => n - f, delivers: (n, f) => n - f },
    },
    breaks: "one is ready",
    foundBy: equivocation,
  },
};
