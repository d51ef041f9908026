/** What there is to set of Plumtree over HyParView in the playground. @module */

import {
  networkSettings,
  type NetworkValues,
  type SettingsOf,
} from "../../../kit/playground/settings.ts";
import type { Settings as Views } from "../../hyparview/settings.ts";
import type { Settings } from "../settings.ts";

/** What there is to set. */
export type TreeValues = NetworkValues & {
  /** The most neighbours of a node. */
  readonly active: number;
  /** How many nodes it knows besides, at most. */
  readonly passive: number;
  /** How often a neighbour is told that one is here, in ms. */
  readonly beatMs: number;
  /** After how many beats without a word from it a neighbour is given up. */
  readonly misses: number;
  /** How long a node that has heard of a broadcast waits for it before it asks, in ms. */
  readonly timeoutMs: number;
  /** How often a neighbour is told of all that is held, in ms; 0 for never. */
  readonly remindMs: number;
  /** How long a broadcast may be handed on, in ms. */
  readonly lifeMs: number;
};

/** Links name settings by their place. */
export const settings: SettingsOf<TreeValues> = {
  ...networkSettings,
  active: {
    kind: "number",
    label: "Active view",
    words: "the active view",
    bounds: [2, 8],
    usual: 4,
  },
  passive: {
    kind: "number",
    label: "Passive view",
    words: "the passive view",
    bounds: [1, 30],
    usual: 10,
  },
  beatMs: {
    kind: "number",
    label: "Keep-alive, ms",
    words: "the time between two keep-alives",
    bounds: [50, 2000],
    usual: 200,
  },
  misses: {
    kind: "number",
    label: "Given up after, beats",
    words: "the number of silent beats",
    bounds: [1, 10],
    usual: 3,
  },
  timeoutMs: {
    kind: "number",
    label: "Graft after, ms",
    words: "the time until a node grafts",
    bounds: [10, 2000],
    usual: 150,
  },
  remindMs: {
    kind: "number",
    label: "Reminder, ms (0: never)",
    words: "the time between two reminders",
    bounds: [0, 10_000],
    usual: 0,
  },
  lifeMs: {
    kind: "number",
    label: "Life of a broadcast, ms",
    words: "the life of a broadcast",
    bounds: [50, 120_000],
    usual: 60_000,
  },
};

/** Nodes come one after the other, through node 0 and, should that be down, through the next two. */
export function viewsOf(
  { active, passive, beatMs, misses, latencyMs }: TreeValues,
): Partial<Views> {
  const answerMs = 2 * latencyMs[1] + 20;
  return { active, passive, beatMs, misses, answerMs, contacts: [0, 1, 2], gapMs: 15 };
}

/** The tree. */
export function treeOf({ timeoutMs, remindMs, lifeMs, latencyMs }: TreeValues): Partial<Settings> {
  return { timeoutMs, remindMs, lifeMs, retryMs: 2 * latencyMs[1] + 10 };
}

/** Age stands still on the way: what is on the way for longer than it lives would come back to those who have forgotten it. */
export function refuse(
  { lifeMs, latencyMs: [, most] }: TreeValues,
): { readonly must: string; readonly given: string } | undefined {
  return lifeMs >= 8 * most ? undefined : {
    must: "a broadcast must live for eight times the longest latency",
    given: `${lifeMs} ms and ${most} ms`,
  };
}
