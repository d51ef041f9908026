/** How fast a leader gets rid of many commands. @module */

import { bare } from "../../../replicated/requests.ts";
import { constant } from "../../../sim/latency.ts";
import { clusterOf, leadersOf } from "./clusters.ts";

/** How many commands are asked for. */
const COMMANDS = 2000;

/** What came of it. */
export interface Drained {
  /** How many commands were committed in a second. */
  readonly perSecond: number;
  /** How many messages it took. */
  readonly messages: number;
}

/**
 * Asks the leader of three servers for 2,000 commands at once, over links of 10 ms that keep the order and have
 * no bandwidth: what is measured is what the protocol allows, not what a machine does.
 */
export function drain(settings: {
  readonly maxEntryBytesPerMessage: number;
  readonly maxInflight: number;
}): Drained {
  let messages = 0;
  const network = { latency: constant(10), order: "fifo" as const };
  const world = clusterOf(settings, { nodes: 3, seed: 1, network, tap: () => messages++ });
  world.run(1000);
  const leader = leadersOf(world)[0]!, begun = world.now;
  messages = 0;
  for (let i = 0; i < COMMANDS; i++) world.tell(leader, bare(`command ${i}`));
  world.run(120_000, () => world.states[leader]!.commitIndex > COMMANDS);
  const seconds = (world.now - begun) / 1000;
  return { perSecond: Math.round(COMMANDS / seconds), messages };
}
