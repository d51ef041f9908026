/** How long requests take as load grows, for each policy. @module */

import { exponential } from "../../../sim/latency.ts";
import { type FleetServer, quantile, runFleet, servers } from "../fleet/fleet.ts";
import { policies, type PolicyName, policyNames } from "./policies.ts";
import type { Work } from "../fleet/work.ts";

/** One policy under one load. */
export interface LoadRow {
  /** Who picks. */
  readonly policy: PolicyName;
  /** The part of what all servers can do that is asked of them, 0 to 1. */
  readonly load: number;
  /** Half of all requests take no longer, in ms. */
  readonly p50: number;
  /** All but a hundredth take no longer, in ms. */
  readonly p99: number;
}

/** The fleet under load. */
export interface LoadOptions {
  /** Of all chance; default 1. */
  readonly seed?: number;
  /** Default: sixteen, of which the first is half as fast. */
  readonly fleet?: readonly FleetServer[];
  /** Default 4. */
  readonly clients?: number;
  /** Default: 10 ms on average, exponentially distributed. */
  readonly work?: Work;
  /** The mean of `work`, in ms; default 10. */
  readonly meanMs?: number;
  /** Default 0.3 to 0.9. */
  readonly loads?: readonly number[];
  /** Default all six. */
  readonly policies?: readonly PolicyName[];
  /** How many are measured at each point; default 20,000, which has 200 beyond p99. */
  readonly requests?: number;
}

/** Sixteen servers, of which the first is half as fast. */
export const oneSlow: readonly FleetServer[] = [{ speed: 0.5 }, ...servers(15)];

/**
 * Runs every policy under every load. A policy that gives the slow server more than it can do has
 * no p99 that it comes to: its queue grows for as long as the run is, and so does what is measured.
 */
export function loadCurves(options: LoadOptions = {}): LoadRow[] {
  const { seed = 1, fleet = oneSlow, clients = 4, meanMs = 10, requests = 20_000 } = options;
  const { work = exponential(0, meanMs), loads = [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] } = options;
  const capacity = capacityOf(fleet) / meanMs;
  return (options.policies ?? policyNames).flatMap((policy) =>
    loads.map((load) => {
      const run = runFleet({
        seed,
        servers: fleet,
        clients,
        balancer: policies[policy],
        perMs: load * capacity,
        work,
        requests,
      });
      return { policy, load, p50: quantile(run, 0.5), p99: quantile(run, 0.99) };
    })
  );
}

/** How much work all of them do in a ms. */
export function capacityOf(fleet: readonly FleetServer[]): number {
  return fleet.reduce((sum, { speed = 1, workers = 1, pauses }) => {
    const active = pauses === undefined ? 1 : 1 - pauses.forMs / pauses.everyMs;
    return sum + speed * active * (workers === Infinity ? 1 : workers);
  }, 0);
}
