/** The networks that detectors are compared on: how long a heartbeat takes, and whether its sender stops at times. @module */

import { type Latency, lognormal, uniform } from "../../../model/latency.ts";
import type { Fault, Schedule } from "../../../sim/fault.ts";
import { Random } from "../../../sim/random.ts";

/** One of them. */
export type NetworkName = "a room" | "a continent" | "pauses";

/** What lies between a sender and who listens to it, the sender's processor included. */
export interface Network {
  /** How long a message takes once it has been sent. */
  readonly latency: Latency;
  /** When the sender stops; without it, never. */
  readonly pauses?: Pauses;
}

/** A sender that stops now and then, as when its garbage is collected. Then it sends at once what it should have sent. */
export interface Pauses {
  /** The probability that a pause begins in a given period. */
  readonly share: number;
  /** The shortest, in ms. */
  readonly leastMs: number;
  /** The longest, in ms. */
  readonly mostMs: number;
}

/** From when until when a sender stood still, in ms. */
export interface Pause {
  /** The first moment. */
  readonly fromMs: number;
  /** The moment at which it goes on. */
  readonly untilMs: number;
}

/**
 * A room: 0.1 to 2 ms. A continent: a median of 40 ms and a long tail (lognormal, σ = 0.6). Pauses: as a room, but in one
 * period of 200 the sender begins to stand still for 100 to 600 ms.
 */
export const NETWORKS: Readonly<Record<NetworkName, Network>> = {
  "a room": { latency: uniform(0.1, 2) },
  "a continent": { latency: lognormal(40, 0.6) },
  pauses: {
    latency: uniform(0.1, 2),
    pauses: { share: 1 / 200, leastMs: 100, mostMs: 600 },
  },
};

/** The names, from the most even to the least. */
export const NETWORK_NAMES = Object.keys(NETWORKS) as readonly NetworkName[];

/** How long nodes wait between two heartbeats in all experiments, in ms. */
export const PERIOD_MS = 100;

/** When a sender stops within so many periods. A pause begins somewhere in a period, and the next one not before it is over. */
export function pausesOf({ pauses }: Network, periods: number, seed: number): Pause[] {
  if (pauses === undefined) return [];
  const random = new Random(seed, "pauses"), found: Pause[] = [];
  for (let period = 0; period < periods; period++) {
    const fromMs = (period + random.unit()) * PERIOD_MS, draw = random.unit();
    const forMs = pauses.leastMs + random.unit() * (pauses.mostMs - pauses.leastMs);
    if (draw >= pauses.share || fromMs < (found.at(-1)?.untilMs ?? 0)) continue;
    found.push({ fromMs, untilMs: fromMs + forMs });
  }
  return found;
}

/**
 * What pauses do to heartbeats from node 1 to node 0: those that are due in a pause go when it is over, all together. (A node
 * that is paused in the simulator drops them, and its schedule is another one afterwards; here it keeps its schedule.)
 */
export function heldBack(pauses: readonly Pause[]): Schedule {
  return pauses.flatMap(({ fromMs, untilMs }) => {
    const faults: Fault[] = [];
    for (let at = Math.ceil(fromMs / PERIOD_MS) * PERIOD_MS; at < untilMs; at += PERIOD_MS) {
      // Half a period around the moment of sending: the fault meets this heartbeat, and no other.
      const before = Math.min(at, PERIOD_MS / 4);
      faults.push({
        kind: "slow",
        at: at - before,
        forMs: before + PERIOD_MS / 4,
        from: 1,
        to: 0,
        byMs: untilMs - at,
      });
    }
    return faults;
  });
}
