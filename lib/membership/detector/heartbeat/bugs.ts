/** Mistakes in heartbeats and their timeouts that people make, and what comes of each. @module */

import type { Bug } from "../../../kit/kit.ts";
import type { Protocol } from "../../../model/protocol.ts";
import { inTimeOnly, type LearningRules } from "../estimators/intervals.ts";
import { heartbeat } from "./heartbeat.ts";
import { compareBeats, type Message, type Saved, type State, type Timer } from "./messages.ts";
import type { Rules } from "./rules.ts";
import type { Settings } from "./settings.ts";

/** What is done wrong. */
export interface Change {
  /** Other decisions of the protocol. */
  readonly rules?: Partial<Rules>;
  /** Other decisions of the estimators that go by intervals. */
  readonly learning?: Partial<LearningRules>;
}

/** Heartbeats with a change. */
export function protocolWith(
  { rules = {} }: Change = {},
  settings: Partial<Settings> = {},
): Protocol<State, Message, Timer, Saved> {
  return heartbeat(settings, rules);
}

const inAnyOrder = { by: "instance", instance: "two nodes" } as const;
const aDeath = { by: "instance", instance: "a death" } as const;

/** Mistakes, by what is wrong. */
export const bugs: Readonly<Record<string, Bug<Change>>> = {
  "no least spread": {
    words:
      "φ and its kind reckon with the spread that they have measured. Where heartbeats come like clockwork it is 0, " +
      "and one that is a little late makes its sender suspected.",
    change: { learning: { spread: (measuredMs) => measuredMs } },
    breaks: "strong accuracy",
    foundBy: { by: "storm", storm: "in step", seed: 1 },
  },
  "no guess": {
    words:
      "After one heartbeat there is no interval to judge by, so that a node that beats once and dies is never suspected.",
    change: { learning: { seed: () => [] } },
    breaks: "strong completeness",
    foundBy: { by: "storm", storm: "one beat", seed: 1 },
  },
  "learns from an absence": {
    words:
      "The long silence that ended with a node's return is taken for an interval like others, and its next absence is " +
      "noticed much later.",
    change: { learning: { learns: (intervalMs) => intervalMs >= 0 } },
    breaks: "detected in time",
    foundBy: { by: "storm", storm: "an absence", seed: 1 },
  },
  "learns only from what is in time": {
    words:
      "What came late is not learnt from at all. After its own pause a watcher finds heartbeats that have waited for it, all " +
      "at once, and expects the next ones as fast; each of these comes late, teaches nothing, and ends a suspicion.",
    change: { learning: inTimeOnly },
    breaks: "eventual strong accuracy",
    foundBy: { by: "storm", storm: "a watcher's pause", seed: 1 },
  },
  "only timers tell what is late": {
    words:
      "A heartbeat is late only if its sender was suspected. A clock that was set forward makes an interval of an hour, of " +
      "which no timer knows, and the next absence is noticed much later.",
    change: { learning: { isLate: (suspected) => suspected } },
    breaks: "detected in time",
    foundBy: { by: "storm", storm: "a clock is set", seed: 1 },
  },
  "an old heartbeat counts": {
    words:
      "Heartbeats are not compared: a copy of an old one, which the network had kept, makes a crashed node trusted.",
    change: { rules: { isNews: () => true } },
    breaks: "only news withdraws",
    foundBy: inAnyOrder,
  },
  "the same heartbeat counts": {
    words: "A heartbeat that comes twice counts twice: its copy makes a crashed node trusted.",
    change: { rules: { isNews: (beat, last) => compareBeats(beat, last) >= 0 } },
    breaks: "only news withdraws",
    foundBy: inAnyOrder,
  },
  "lives are not compared": {
    words:
      "Only the numbers within a life are compared: a node that comes back is taken for dead until it has sent as many " +
      "heartbeats as before.",
    change: { rules: { isNews: (beat, last) => beat.sequence > last.sequence } },
    breaks: "eventual strong accuracy",
    foundBy: { by: "storm", storm: "restarts", seed: 1 },
  },
  "a life is not saved": {
    words:
      "A node does not save which of its lives this is: what it sends after a restart looks older than what it sent before.",
    change: { rules: { incarnationAfter: () => 1 } },
    breaks: "nothing is invented",
    foundBy: inAnyOrder,
  },
  "one estimate for all lives": {
    words:
      "What was learnt of a node's last life is used for the next, in which its heartbeats have other numbers.",
    change: { rules: { isAnotherLife: () => false } },
    breaks: "eventual strong accuracy",
    foundBy: { by: "storm", storm: "restarts", seed: 5 },
  },
  "never withdraws": {
    words: "Who has been suspected once stays so, although it is heard.",
    change: { rules: { withdraws: false } },
    breaks: "eventual strong accuracy",
    foundBy: { by: "storm", storm: "rain", seed: 1 },
  },
  "the first deadline stands": {
    words:
      "The timer is not started again when a heartbeat comes: it runs out although all is well, and never when it is not.",
    change: { rules: { rearms: () => false } },
    breaks: "strong completeness",
    foundBy: { by: "storm", storm: "calm", seed: 1 },
  },
  "waits no more after a mistake": {
    words:
      "The heartbeat that ends a suspicion starts no timer: a node that is back for one heartbeat only is trusted for ever.",
    change: { rules: { rearms: (suspected) => !suspected } },
    breaks: "a crash is suspected",
    foundBy: aDeath,
  },
  "unheard is unwatched": {
    words:
      "A node is waited for from its first heartbeat on: one that dies before is never suspected.",
    change: { rules: { awaitsTheFirst: false } },
    breaks: "a crash is suspected",
    foundBy: aDeath,
  },
};
