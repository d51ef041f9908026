/**
 * Ways to read, measured in a simulated wide area network: a server and some clients at each site. Who reads by a
 * leader asks the leader; who reads at any server asks the one at the client's own site.
 *
 * @module
 */

import type { Ask } from "../../model/clients.ts";
import type { NodeId, Tagged } from "../../model/protocol.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import type { Sites } from "../../reads/wide_area.ts";
import { latencies, mean } from "../measured.ts";
import {
  type AnyStore,
  type AnyWay,
  asked,
  isRead,
  leaderOf,
  outcomeOf,
  readsAnywhere,
  storeOf,
  type StoreSettings,
} from "./ways.ts";

/** What is measured. */
export interface WanRun {
  /** Where servers are, and which of them leads. */
  readonly sites: Sites;
  /** How they read. */
  readonly way: AnyWay;
  /** The share of operations that write, 0 to 1. */
  readonly writes: number;
  /** Who answers reads besides the leader, for quorum leases and Bodega; default: all. */
  readonly responders?: readonly NodeId[];
  /** Timeouts and leases that are not as in `SETTINGS`. */
  readonly times?: Timing;
  /** How many clients each site has; default 3. */
  readonly clients?: number;
  /** How many keys there are; default 10. */
  readonly keys?: number;
  /** How long is measured, in ms; default 20,000. */
  readonly forMs?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What came of it, in ms: means of each site. */
export interface WanTimes {
  /** How long reads took. */
  readonly reads: readonly number[];
  /** How long writes took; NaN where nobody wrote. */
  readonly writes: readonly number[];
  /** The mean of the sites' reads: a site that asks more often counts as any other. */
  readonly read: number;
  /** The mean of the writes of those sites that wrote; NaN where nobody did. */
  readonly write: number;
  /** How many messages servers sent each other for each operation; leases and heartbeats are counted in. */
  readonly messages: number;
}

/** When all is set up, in ms. */
export const SET_MS = 15_000;

/** Timeouts and leases, in ms. */
export type Timing = Pick<StoreSettings, "electionTimeoutMs" | "leaseMs">;

/** Heartbeats, timeouts and leases as in the paper's experiments, in ms. */
export const SETTINGS = {
  heartbeatMs: 120,
  electionTimeoutMs: [1200, 2400],
  leaseMs: 2500,
  batchMs: 1,
} as const;

/** The store that is read at these sites, with those settings. */
export function wanStore(
  { way, sites, responders, times }: Pick<WanRun, "way" | "sites" | "responders" | "times">,
): AnyStore {
  const all = responders ?? [...sites.rtt.keys()];
  // A leader reads by Bodega in any case; by quorum leases if it holds some.
  const others = all.filter((site) => site !== sites.leader);
  return storeOf({
    ...SETTINGS,
    ...times,
    way,
    responders: way === "bodega" ? others : [sites.leader, ...others],
  });
}

/** Messages between sites take half of a round trip; clients are as near to their own site's server as `near` says. */
export function networkOf({ rtt, near }: Sites): NetworkOptions {
  return {
    links: rtt.flatMap((row, from) =>
      row.map((ms, to) => ({ from, to, latency: constant((from === to ? near : ms) / 2) }))
    ),
  };
}

/** Whether clients ask the server at their own site, for a read. */
export function isNear(
  { way, sites, responders }: Pick<WanRun, "way" | "sites" | "responders">,
  site: NodeId,
): boolean {
  if (way !== "bodega" && way !== "quorum lease") return readsAnywhere(way);
  return site === sites.leader || (responders?.includes(site) ?? true);
}

/** Measures. The server that is to lead does so in the first of some seeds in which it is elected. */
export function measureWan(run: WanRun): WanTimes {
  const { sites, clients = 3, forMs = 20_000 } = run, n = sites.rtt.length;
  const siteOf = (client: number) => client % n;
  const workload = workloadOf(run, clients * n, forMs);
  let between = 0;
  const world = worldLedBy(sites.leader, (seed) =>
    new World<object, Tagged, Tagged, unknown>({
      protocol: wanStore(run),
      nodes: n,
      seed,
      trace: "none",
      strict: false,
      network: networkOf(sites),
      disk: { fsync: constant(0.5) },
      tap: ({ from, to }) => {
        if (from < n && to < n) between++;
      },
      clients: {
        workload,
        ask: asked,
        to({ client, sequence }) {
          const site = siteOf(client), { input } = workload[client]![sequence]!;
          // Clients know who leads.
          return isRead(input) && isNear(run, site) ? site : sites.leader;
        },
        seat: siteOf,
        think: uniform(0, 20),
        outcome: outcomeOf,
      },
    }));
  between = 0;
  world.run(forMs + 1);
  const means = (ofReads: boolean) =>
    sites.rtt.map((_, site) =>
      mean(latencies(
        world.history.filter(({ input, process }) =>
          isRead(input) === ofReads && siteOf(process) === site
        ),
      ))
    );
  const reads = means(true), writes = means(false);
  const answered = world.history.filter(({ outcome }) => outcome === "ok").length;
  return {
    reads,
    writes,
    read: mean(reads),
    write: mean(writes.filter((ms) => !Number.isNaN(ms))),
    messages: between / answered,
  };
}

function workloadOf(
  { writes, keys = 10, seed = 1 }: WanRun,
  clients: number,
  forMs: number,
): Ask[][] {
  const random = new Random(seed, "what is asked");
  return Array.from({ length: clients }, () =>
    Array.from({ length: forMs / 2 }, (_, i): Ask => ({
      input: random.chance(writes)
        ? { type: "put", key: `k${random.below(keys)}`, value: `${i}` }
        : { type: "get", key: `k${random.below(keys)}` },
      ...(i === 0 ? { at: SET_MS } : {}),
    })));
}

/** The world of the first seed in which a server is elected, just before all is set up. */
export function worldLedBy<W extends World<object, Tagged, Tagged, unknown>>(
  leader: NodeId,
  make: (seed: number) => W,
): W {
  for (let seed = 1;; seed++) {
    const world = make(seed);
    world.run(SET_MS - 1);
    if (world.states.every((state) => leaderOf(state) === leader)) return world;
  }
}
