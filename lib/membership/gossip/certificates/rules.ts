/** The decisions that deletions rest on, one by one, so that each can be made wrongly. @module */

import {
  assertKinds,
  numberAbove,
  numberFrom,
  usualWith,
  wholeFrom,
} from "../../../model/kinds.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { compareStamps, type Item } from "./messages.ts";

/** What may be chosen. Times are in ms. */
export interface Settings {
  /** The time between two comparisons of a node. */
  readonly roundMs: number;
  /** A node's first comparison comes within this time, at random. */
  readonly phaseMs: number;
  /** For how long a certificate is active everywhere (τ₁): long enough for all that are up to hear of it. */
  readonly activeMs: number;
  /** For how long it sleeps at its retention sites after that (τ₂). */
  readonly dormantMs: number;
  /** How many retention sites there are. */
  readonly sites: number;
}

/** A certificate is active for two seconds, and sleeps at three nodes for a minute. */
export const settings: Settings = {
  roundMs: 50,
  phaseMs: 50,
  activeMs: 2000,
  dormantMs: 60_000,
  sites: 3,
};

/** The settings with these; throws `RangeError` where they cannot be. */
export function settingsWith(chosen: Partial<Settings>): Settings {
  const all: Settings = usualWith("keep death certificates", settings, chosen);
  assertKinds("keep death certificates", all, {
    roundMs: numberAbove(0),
    phaseMs: wholeFrom(1),
    activeMs: numberAbove(0),
    dormantMs: numberFrom(0),
    sites: wholeFrom(0),
  });
  return all;
}

/** The rules. */
export interface Rules {
  /** Whether one item takes the place of another. */
  readonly wins: (item: Item, own: Item) => boolean;
  /** What a removal leaves: its certificate, or nothing. */
  readonly leaves: (certificate: Item) => Item | null;
  /** Whether a node keeps a certificate when its time is over. */
  readonly retains: (certificate: Item, self: NodeId) => boolean;
  /** A certificate that slept, and has met what should be dead; null: it sleeps on. */
  readonly awakened: (certificate: Item, now: number) => Item | null;
  /** What time a write is stamped with, given the clock and what it replaces, if anything. */
  readonly time: (now: number, own: Item | undefined) => number;
}

/** As in the paper. */
export const rules: Rules = {
  wins(item, own) {
    const order = compareStamps(item.stamp, own.stamp);
    return order > 0 || order === 0 && item.activated > own.activated;
  },
  leaves: (certificate) => certificate,
  retains: ({ sites }, self) => sites.includes(self),
  // Its stamp stays: what was written after the removal must not die of it.
  awakened: (certificate, now) => ({ ...certificate, activated: now }),
  time: (now, own) => Math.max(now, own === undefined ? 0 : own.stamp.time + 1),
};
