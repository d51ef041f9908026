/** Mistakes in deletions that people make, and what comes of each. @module */

import { type Bug, byStorm } from "../../../kit/kit.ts";
import type { Protocol } from "../../../model/protocol.ts";
import { certificates, type State } from "./certificates.ts";
import { compareStamps, type Message, type Saved, type Timer } from "./messages.ts";
import type { Rules, Settings } from "./rules.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions. */
  readonly rules?: Partial<Rules>;
  /** Other settings. */
  readonly settings?: Partial<Settings>;
}

/** The protocol with a change. */
export function protocolWith(
  { rules = {}, settings = {} }: Change = {},
  usual: Partial<Settings> = {},
): Protocol<State, Message, Timer, Saved> {
  return certificates({ ...usual, ...settings }, rules);
}

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "removes and forgets": {
    words:
      "A removal leaves nothing: the next comparison finds that the key is missing here, and brings it back.",
    change: { rules: { leaves: () => null } },
    breaks: "progress",
    foundBy: byStorm("calm"),
  },
  "certificates are short-lived": {
    words:
      "Certificates are dropped before all have heard of the removal: whoever has not gives the value back to those " +
      "that had it removed.",
    change: { settings: { activeMs: 60, sites: 0 } },
    breaks: "deleted stays deleted",
    foundBy: byStorm("rain"),
  },
  "nobody retains them": {
    words:
      "Certificates are dropped everywhere when their time is over: a node that was away for longer brings back " +
      "what all others had removed.",
    change: { rules: { retains: () => false } },
    breaks: "progress",
    foundBy: byStorm("a long outage"),
  },
  "sleeps on": {
    words:
      "A certificate that sleeps keeps its own node clean and tells nobody: the value is back everywhere else.",
    change: { rules: { awakened: () => null } },
    breaks: "progress",
    foundBy: byStorm("a long outage"),
  },
  "awakes as a new removal": {
    words:
      "A certificate that is awakened gets a new stamp: it kills also what was written after the removal.",
    change: {
      rules: {
        awakened: (certificate, now) => ({
          ...certificate,
          stamp: { ...certificate.stamp, time: now },
          activated: now,
        }),
      },
    },
    breaks: "progress",
    foundBy: byStorm("written again"),
  },
  "the last to come wins": {
    words: "Whatever comes takes the place of what is there: an old write undoes a later one.",
    change: { rules: { wins: (item, own) => compareStamps(item.stamp, own.stamp) !== 0 } },
    breaks: "stamps go forward",
    foundBy: byStorm("calm"),
  },
  "equal stamps": {
    words:
      "Writes are stamped with the clock alone: a removal at the same moment as a write is none.",
    change: { rules: { time: (now) => Math.floor(now / 1000) * 1000 } },
    breaks: "one stamp, one value",
    foundBy: byStorm("calm"),
  },
};
