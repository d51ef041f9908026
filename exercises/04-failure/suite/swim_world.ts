/** What runs of SWIM are made of. @module */

import type { Protocol, Tagged } from "hb/model/protocol.ts";
import { uniform } from "hb/sim/latency.ts";
import type { Scenario } from "hb/sim/scenario.ts";
import type { World } from "hb/sim/world.ts";
import type { RunningSwim, Standing, SwimOptions } from "../given.ts";

/** The reader's SWIM, with options. */
export type Begin = (options: SwimOptions) => RunningSwim;

export type SwimWorld = World<unknown, Tagged, Tagged, unknown>;
export type SwimScenario = Scenario<unknown, Tagged, Tagged, unknown>;

export const NODES = 5;

/** Those of most runs. */
export const options: SwimOptions = {
  members: NODES,
  periodMs: 200,
  timeoutMs: 80,
  helpers: 2,
  lambda: 4,
  perPacket: 6,
  suspicionMs: 800,
  syncMs: 1500,
};

/** Messages take so long, in ms: two of them less than the timeout. */
export const latency = uniform(1, 20);

/** A protocol as a world takes it: journals are kept whole. */
export function asProtocol(running: RunningSwim): Protocol<unknown, Tagged, Tagged, unknown> {
  const { start, upon, after } = running;
  const compact = (journal: readonly unknown[]) => [...journal];
  return { start, upon, after, compact } as Protocol<unknown, Tagged, Tagged, unknown>;
}

export const isIn = (standing: Standing | undefined) =>
  standing?.status === "alive" || standing?.status === "suspect";

export const inWords = (standing: Standing | undefined) =>
  standing == null ? "unknown" : `${standing.status} in ${standing.incarnation}`;
