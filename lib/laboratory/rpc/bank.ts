/**
 * The bank of chapter 1: what its runs are made of, so that a cell says only what is new in it.
 *
 * @module
 */

import { atLeastOnce } from "../../rpc/at_least_once.ts";
import type { CallProtocol, Message, State, Timer } from "../../rpc/call.ts";
import { acknowledgedStays, atMostOnce } from "../../rpc/invariants.ts";
import { drive, users } from "../../rpc/storms.ts";
import type { Schedule } from "../../sim/fault.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import type { Scenario } from "../../sim/scenario.ts";
import { World } from "../../sim/world.ts";

export { drive, users } from "../../rpc/storms.ts";

/** A bank, its users and what goes wrong. */
export type Bank = Scenario<State, Message, Timer, State>;

/** One message in five is lost, and each takes 1 to 20 ms. */
export const lossy: NetworkOptions = { latency: uniform(1, 20), loss: 0.2 };

/** Three messages in ten are lost, one in five comes twice, and each takes 1 to 120 ms. */
export const harsh: NetworkOptions = { latency: uniform(1, 120), loss: 0.3, duplication: 0.2 };

/** One user makes one deposit, every message takes 10 ms, and calls are asked until there is a reply. */
export const quiet: Bank = {
  protocol: atLeastOnce,
  nodes: 2,
  network: { latency: constant(10) },
  clients: users(1, 1),
};

/** Two users who make three deposits each, on a lossy network, and what the account promises them. */
export function bank(protocol: CallProtocol, changes: Partial<Bank> = {}): Bank {
  return {
    protocol,
    nodes: 3,
    network: lossy,
    clients: users(2, 3),
    invariants: [atMostOnce, acknowledgedStays],
    ...changes,
  };
}

/** What crashes need: a disk that takes its time, and users who give up a deposit after 3 s. */
export const crashing: Partial<Bank> = {
  disk: { fsync: uniform(1, 5) },
  clients: { ...users(2, 3), timeoutMs: 3000 },
};

/** Which promise a bank breaks under these faults, if it breaks one. */
export function verdict(scenario: Bank, faults: Schedule, seed: number): string | undefined {
  const world = new World({ ...scenario, faults, seed, trace: "none" });
  drive(world);
  return world.violation?.invariant;
}
