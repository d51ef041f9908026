/**
 * Consistent hashing with a bound on loads, and without: keys of which few are asked for often all
 * have their server, and the servers of the popular ones are overloaded.
 *
 * @module
 */

import type { NodeId } from "../../../model/protocol.ts";
import type { Balancer } from "../../../placement/balance/balancer.ts";
import { boundedLoad, byGreatestHash } from "../../../placement/balance/loads/bounded_load.ts";
import { exponential } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { quantile, runFleet, servers } from "../fleet/fleet.ts";

/** One bound. */
export interface HotKeysRow {
  /** How many times its share a server may have at a time; Infinity: there is no bound. */
  readonly factor: number;
  /** How many clients there were, each of which knows its own requests only. */
  readonly clients: number;
  /** How many times the mean the busiest server had in all. */
  readonly busiest: number;
  /** The part of all requests that the key's own server had, which has the key in memory. */
  readonly own: number;
  /** The most requests that a server had at once. */
  readonly longest: number;
  /** Half of all requests take no longer, in ms. */
  readonly p50: number;
  /** All but a hundredth take no longer, in ms. */
  readonly p99: number;
}

/** What is tried. */
export interface HotKeysOptions {
  /** Of all chance; default 1. */
  readonly seed?: number;
  /** Default Infinity, 2, 1.5, 1.25, 1.1. */
  readonly factors?: readonly number[];
  /** Default 1. */
  readonly clients?: number;
  /**
   * How many keys there are; the nth is asked for in proportion to 1/n (Zipf 1949); default 1,000.
   */
  readonly keys?: number;
  /** How many requests are measured; default 20,000. */
  readonly requests?: number;
  /** All servers for a key, its own first; default: rendezvous hashing. */
  readonly order?: (key: string, servers: readonly NodeId[]) => Iterable<NodeId>;
}

const SERVERS = 16;

/** Sixteen servers, requests of 10 ms on average, at six tenths of what they can do. */
export function hotKeys(options: HotKeysOptions = {}): HotKeysRow[] {
  const { seed = 1, keys = 1000, requests = 20_000, clients = 1 } = options;
  const { factors = [Infinity, 2, 1.5, 1.25, 1.1], order = byGreatestHash } = options;
  const key = zipf(keys);
  return factors.map((factor) => {
    let picked = 0, own = 0;
    const run = runFleet({
      seed,
      servers: servers(SERVERS),
      clients,
      balancer: () => {
        const asked = new Map<string, NodeId>();
        const first = (key: string, all: readonly NodeId[]) => {
          const found = asked.get(key) ?? [...order(key, all)][0]!;
          asked.set(key, found);
          return found;
        };
        const balancer = boundedLoad({ factor, order }), all = [...servers(SERVERS).keys()];
        return counting(balancer, (server, key) => {
          picked++;
          if (server === first(key, all)) own++;
        });
      },
      perMs: 0.6 * SERVERS / 10,
      work: exponential(0, 10),
      requests,
      key,
    });
    return {
      factor,
      clients,
      busiest: Math.max(...run.perServer) * SERVERS / requests,
      own: own / picked,
      longest: run.longest,
      p50: quantile(run, 0.5),
      p99: quantile(run, 0.99),
    };
  });
}

/** A balancer whose picks somebody hears of. */
function counting(balancer: Balancer, hear: (server: NodeId, key: string) => void): Balancer {
  const pick: Balancer["pick"] = (now, request) => {
    const server = balancer.pick(now, request);
    hear(server, request?.key ?? "");
    return server;
  };
  return Object.create(balancer, { pick: { value: pick } }) as Balancer;
}

/** How evenly requests stand that do not end. */
export interface BoundRow {
  /** How many times its share a server may have. */
  readonly factor: number;
  /**
   * The fullest server's requests over the mean: at most the factor, but for a part of one request.
   */
  readonly mostOverMean: number;
}

/**
 * The same keys, 4,000 times, at twenty servers, where nothing ends: greatest over mean is the
 * factor.
 */
export function bounds(
  { seed = 1, factors = [Infinity, 2, 1.5, 1.25, 1.1, 1.01] }: {
    readonly seed?: number;
    readonly factors?: readonly number[];
  } = {},
): BoundRow[] {
  const count = 20, requests = 4000, key = zipf(1000);
  return factors.map((factor) => {
    const balancer = boundedLoad({ factor }), draws = new Random(seed, "keys");
    for (let server = 0; server < count; server++) balancer.add(server, 0);
    for (let i = 0; i < requests; i++) balancer.started(balancer.pick(0, { key: key(draws) }), 0);
    const all = Array.from({ length: count }, (_, server) => balancer.inFlight(server));
    return { factor, mostOverMean: Math.max(...all) * count / requests };
  });
}

/** Draws keys by Zipf's law: "key 1" twice as often as "key 2", and n times as often as "key n". */
export function zipf(keys: number): (draws: Random) => string {
  const until: number[] = [];
  let sum = 0;
  for (let n = 1; n <= keys; n++) until.push(sum += 1 / n);
  return (draws) => {
    const at = draws.unit() * sum;
    let low = 0, high = keys - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (until[middle]! > at) high = middle;
      else low = middle + 1;
    }
    return `key ${low + 1}`;
  };
}
