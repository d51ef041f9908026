/**
 * The herd: servers publish their queues now and then, and until the next time all clients send to
 * whoever was least loaded (Mitzenmacher 2000, How useful is old information?, the periodic update
 * model).
 *
 * @module
 */

import type { Balancer } from "../../../placement/balance/balancer.ts";
import { leastConnections } from "../../../placement/balance/loads/least_connections.ts";
import { powerOfChoices } from "../../../placement/balance/loads/power_of_choices.ts";
import { random } from "../../../placement/balance/turns/random.ts";
import { exponential } from "../../../sim/latency.ts";
import type { Random } from "../../../sim/random.ts";
import { mean } from "../../measured.ts";
import { quantile, runFleet, servers } from "../fleet/fleet.ts";

/** Who picks, and by what news. */
export type HerdPolicy =
  | "random"
  | "least connections"
  | "two choices"
  | "least connections and its own since";

/** One policy with news of one age. */
export interface HerdRow {
  /** Who picks. */
  readonly policy: HerdPolicy;
  /** From one publication to the next, in ms; a request takes 10 on average. */
  readonly everyMs: number;
  /** The most requests that a server had at once: the mean over all runs. */
  readonly longest: number;
  /** All but a hundredth of the requests take no longer, in ms: the mean over all runs. */
  readonly p99: number;
}

/** What is tried. */
export interface HerdOptions {
  /** Of all chance, a run for each; default 1 to 4. */
  readonly seeds?: readonly number[];
  /** Default 32. */
  readonly servers?: number;
  /** Default 8. */
  readonly clients?: number;
  /** The part of what servers can do that is asked of them; default 0.8. */
  readonly load?: number;
  /** Default 1 to 320, so from a tenth of a request's mean time to 32 of them. */
  readonly everyMs?: readonly number[];
  /** How many requests are measured in a run; default 4,000. */
  readonly requests?: number;
}

const herdPolicies: Readonly<Record<HerdPolicy, (draws: Random) => Balancer>> = {
  "random": (draws) => random(draws),
  "least connections": (draws) => leastConnections(draws, { counts: "reported" }),
  "two choices": (draws) => powerOfChoices(draws, { counts: "reported" }),
  "least connections and its own since": (draws) => leastConnections(draws, { counts: "both" }),
};

/** Runs each policy with news that is more and more stale. */
export function herd(options: HerdOptions = {}): HerdRow[] {
  const { everyMs = [1, 3, 10, 20, 40, 80, 160, 320] } = options;
  // Who knows nothing does the same whatever the news: it is run once.
  const ignorant = rowOf(options, "random", undefined);
  return (Object.keys(herdPolicies) as HerdPolicy[]).flatMap((policy) =>
    everyMs.map((every) => ({
      policy,
      everyMs: every,
      ...(policy === "random" ? ignorant : rowOf(options, policy, every)),
    }))
  );
}

function rowOf(
  options: HerdOptions,
  policy: HerdPolicy,
  everyMs: number | undefined,
): { longest: number; p99: number } {
  const { seeds = [1, 2, 3, 4], servers: count = 32, clients = 8, load = 0.8 } = options;
  const runs = seeds.map((seed) =>
    runFleet({
      seed,
      servers: servers(count),
      clients,
      balancer: herdPolicies[policy],
      perMs: load * count / 10,
      work: exponential(0, 10),
      requests: options.requests ?? 4000,
      ...(everyMs === undefined ? {} : { news: { everyMs } }),
    })
  );
  return {
    longest: mean(runs.map(({ longest }) => longest)),
    p99: mean(runs.map((run) => quantile(run, 0.99))),
  };
}
