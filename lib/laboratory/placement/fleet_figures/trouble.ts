/** One server of a fleet in trouble, and what each policy makes of it. @module */

import { exponential } from "../../../sim/latency.ts";
import type { Balancer } from "../../../placement/balance/balancer.ts";
import { leastConnections } from "../../../placement/balance/loads/least_connections.ts";
import type { Random } from "../../../sim/random.ts";
import { type FleetServer, quantile, runFleet, servers } from "../fleet/fleet.ts";
import { policies, type PolicyName, policyNames } from "./policies.ts";
import { paretoOf, type Work } from "../fleet/work.ts";

/** What is the matter. */
export type Trouble =
  /** Nothing. */
  | "none"
  /** The first server is five times as slow as the others. */
  | "slow"
  /** The first server stands still for 200 ms of each second. */
  | "pauses"
  /** Few requests are long, and very long, on every server. */
  | "long requests"
  /** Servers share themselves among all their requests, and the first is five times as slow. */
  | "slow, sharing";

/** One policy in one trouble. */
export interface TroubleRow {
  /** What is the matter. */
  readonly trouble: Trouble;
  /** Who picks. */
  readonly policy: PolicyName;
  /** The part of all requests that the first server had; an even share of ten is 0.1. */
  readonly share: number;
  /** Half of all requests take no longer, in ms. */
  readonly p50: number;
  /** All but a hundredth take no longer, in ms. */
  readonly p99: number;
}

const SLOW = { speed: 0.2 };
const troubles: Readonly<Record<Trouble, { first: FleetServer; each?: FleetServer; work?: Work }>> =
  {
    "none": { first: {} },
    "slow": { first: SLOW },
    "pauses": { first: { pauses: { everyMs: 1000, forMs: 200 } } },
    "long requests": { first: {}, work: paretoOf(10, 1.5) },
    "slow, sharing": { first: { ...SLOW, workers: Infinity }, each: { workers: Infinity } },
  };

/** All troubles, in the order of figures. */
export const troubleNames: readonly Trouble[] = Object.keys(troubles) as Trouble[];

/**
 * Ten servers, four clients, requests of 10 ms on average, at half of what ten good servers can do.
 */
export function inTrouble(
  { seed = 1, requests = 20_000, which = troubleNames }: {
    readonly seed?: number;
    readonly requests?: number;
    readonly which?: readonly Trouble[];
  } = {},
): TroubleRow[] {
  return which.flatMap((trouble) => {
    const { first, each = {}, work = exponential(0, 10) } = troubles[trouble];
    return policyNames.map((policy) => {
      const run = runFleet({
        seed,
        servers: [first, ...servers(9, each)],
        clients: 4,
        balancer: policies[policy],
        perMs: 0.5,
        work,
        requests,
      });
      const share = run.perServer[0]! / requests;
      return { trouble, policy, share, p50: quantile(run, 0.5), p99: quantile(run, 0.99) };
    });
  });
}

/** How many requests were answered with an error. */
export interface SinkRow {
  /** Whether an error counts as a request under way for a while. */
  readonly errorsCount: boolean;
  /** The part of all requests that failed; an even share of ten is 0.1. */
  readonly failed: number;
}

/**
 * Ten servers, of which the first fails at once, and work for eight: least connections with and
 * without a memory for errors.
 */
export function sinkhole({ seed = 1, requests = 20_000 } = {}): SinkRow[] {
  const sinks: readonly [boolean, (draws: Random) => Balancer][] = [
    [false, (draws) => leastConnections(draws, { errorMs: 0 })],
    [true, (draws) => leastConnections(draws)],
  ];
  return sinks.map(([errorsCount, balancer]) => {
    const run = runFleet({
      seed,
      servers: [{ errors: { from: 0, until: Infinity, afterMs: 0.5 } }, ...servers(9)],
      clients: 4,
      balancer,
      perMs: 0.8,
      work: exponential(0, 10),
      requests,
    });
    return { errorsCount, failed: run.errors / requests };
  });
}
