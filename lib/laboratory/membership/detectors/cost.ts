/** What it costs that everybody beats for everybody: the step to protocols in which each node probes one other. @module */

import { fixed } from "../../../membership/detector/estimators/fixed.ts";
import { heartbeat } from "../../../membership/detector/heartbeat/heartbeat.ts";
import { World } from "../../../sim/world.ts";
import { advance } from "../../advance.ts";
import { PERIOD_MS } from "./networks.ts";

/** A cluster of one size. */
export interface HeartbeatCost {
  /** n. */
  readonly nodes: number;
  /** By how many nodes each is watched: all others, or so many. */
  readonly watchers: number;
  /** How many messages all nodes send in a period. */
  readonly perPeriod: number;
  /** How many of them each node sends. */
  readonly perNode: number;
}

/** How many periods are measured. */
const PERIODS = 5;

/** Messages in clusters of several sizes, where each node is watched by all others; or by so many. */
export function heartbeatCosts(
  sizes: readonly number[] = [2, 4, 8, 16, 32, 64, 128],
  watchers: number = Infinity,
): HeartbeatCost[] {
  return sizes.map((nodes) => {
    const protocol = heartbeat({ periodMs: PERIOD_MS, watchers, estimator: fixed(3 * PERIOD_MS) });
    const world = new World({ protocol, nodes, seed: 1, trace: "none", strict: false });
    // Not on a beat, so that there is no doubt what belongs to which period.
    advance(world, PERIOD_MS / 2);
    const before = world.messages;
    advance(world, PERIODS * PERIOD_MS);
    const perPeriod = (world.messages - before) / PERIODS;
    return {
      nodes,
      watchers: Math.min(watchers, nodes - 1),
      perPeriod,
      perNode: perPeriod / nodes,
    };
  });
}
