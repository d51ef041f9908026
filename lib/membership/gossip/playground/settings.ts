/** What there is to set of gossip in the playground. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";
import type { Direction, Settings } from "../settings.ts";

/** What there is to set. */
export type GossipValues = NetworkValues & {
  /** Which way rumours go when two nodes meet. */
  readonly direction: string;
  /** What makes a node lose interest. */
  readonly interest: string;
  /** After so many contacts, or after each with the probability 1/k. */
  readonly k: number;
  /** How many partners a node calls in a round. */
  readonly fanout: number;
  /** The time between two rounds of a node, in ms. */
  readonly roundMs: number;
  /** The time between two comparisons with somebody, in ms; 0 for none. */
  readonly backupMs: number;
  /** For how long a rumour is passed on, in ms; 0 for ever. */
  readonly lifeMs: number;
};

const interests = ["feedback, counter", "feedback, coin", "blind, counter", "blind, coin"] as const;

/** Links name settings by their place. */
export const settings: SettingsOf<GossipValues> = {
  ...networkSettings,
  direction: {
    kind: "choice",
    label: "Direction",
    words: "the direction",
    options: ["push", "pull", "push-pull"] satisfies Direction[],
    usual: "push",
  },
  interest: {
    kind: "choice",
    label: "Interest is lost by",
    words: "the way to lose interest",
    options: interests,
    usual: "feedback, counter",
  },
  k: { kind: "number", label: "k", words: "k", bounds: [1, 10], usual: 2 },
  fanout: {
    kind: "number",
    label: "Fan-out",
    words: "the fan-out",
    bounds: [1, 5],
    usual: 1,
  },
  roundMs: {
    kind: "number",
    label: "Round, ms",
    words: "the round",
    bounds: [20, 1000],
    usual: 100,
  },
  backupMs: {
    kind: "number",
    label: "Anti-entropy, ms (0: none)",
    words: "the time between two comparisons",
    bounds: [0, 60_000],
    usual: 0,
  },
  lifeMs: {
    kind: "number",
    label: "Life of a rumour, ms (0: for ever)",
    words: "the life of a rumour",
    bounds: [0, 60_000],
    usual: 0,
  },
};

/** What nodes run, given what is set. */
export function settingsOf(values: GossipValues): Partial<Settings> {
  const { direction, interest, k, fanout, roundMs, backupMs, lifeMs } = values;
  const life = lifeMs === 0 ? Infinity : lifeMs, wayMs = values.latencyMs[1];
  // What was advertised at the end of a life may be asked for two messages later, and age stands still on the way.
  const keepMs = 2 * life + 4 * wayMs;
  return {
    direction: direction as Direction,
    feedback: interest.startsWith("feedback"),
    interest: interest.endsWith("coin") ? "coin" : "counter",
    k,
    fanout,
    roundMs,
    phaseMs: roundMs,
    backupMs: backupMs === 0 ? Infinity : backupMs,
    lifeMs: life,
    keepMs,
    forgetMs: 2 * keepMs + 40 * wayMs,
  };
}
