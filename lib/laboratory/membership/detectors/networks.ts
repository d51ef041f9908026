/** The networks that detectors are compared on: how long a heartbeat takes. @module */

import { either, type Latency, lognormal, uniform } from "../../../model/latency.ts";

/** One of them. */
export type NetworkName = "a room" | "a continent" | "pauses";

/**
 * A room: 0.1 to 2 ms. A continent: a median of 40 ms and a long tail (lognormal, σ = 0.6). Pauses: as a room, but one
 * heartbeat in 200 takes 100 to 600 ms, as when a garbage collector stops its sender.
 */
export const NETWORKS: Readonly<Record<NetworkName, Latency>> = {
  "a room": uniform(0.1, 2),
  "a continent": lognormal(40, 0.6),
  pauses: either(1 / 200, uniform(100, 600), uniform(0.1, 2)),
};

/** The names, from the most even to the least. */
export const NETWORK_NAMES = Object.keys(NETWORKS) as readonly NetworkName[];

/** How long nodes wait between two heartbeats in all experiments, in ms. */
export const PERIOD_MS = 100;
