/**
 * Ways to read, measured in a simulated wide area network: a server and some clients at each site. Who reads by a
 * leader asks the leader; who reads at any server asks the one at the client's own site.
 *
 * @module
 */

import type { Options as PaxosOptions } from "../../consensus/multipaxos/settings.ts";
import type { Ask } from "../../model/clients.ts";
import type { NodeId, Protocol, Tagged } from "../../model/protocol.ts";
import { type Answer, bare } from "../../replicated/requests.ts";
import { keyValueMachine } from "../../replicated/state_machine/key_value.ts";
import { constant, uniform } from "../../sim/latency.ts";
import type { NetworkOptions } from "../../sim/network_options.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { bodega } from "../../reads/bodega/bodega.ts";
import { multiPaxosLog } from "../../reads/multipaxos_log.ts";
import type { Way } from "../../reads/reader.ts";
import { reading } from "../../reads/reading.ts";
import type { Sites } from "../../reads/wide_area.ts";

/** A way to read in a wide area network. */
export type WanWay = Way | "bodega";

/** What is measured. */
export interface WanRun {
  /** Where servers are, and which of them leads. */
  readonly sites: Sites;
  /** How they read. */
  readonly way: WanWay;
  /** The share of operations that write, 0 to 1. */
  readonly writes: number;
  /** Who answers reads besides the leader, for Bodega; default: all. */
  readonly responders?: readonly NodeId[];
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
  /** The mean of the sites' writes; NaN where nobody wrote. */
  readonly write: number;
}

/** When all is set up, in ms. */
const SET_MS = 15_000;

/** Heartbeats, timeouts and leases as in the paper's experiments. */
const log: PaxosOptions = {
  machine: keyValueMachine as PaxosOptions["machine"],
  heartbeatMs: 120,
  electionTimeoutMs: [1200, 2400],
  batchMs: 1,
  snapshotEvery: 100,
  whenNotLeading: "forward",
};

type AnyProtocol = Protocol<object, Tagged, Tagged, unknown>;

function protocolOf({ way, sites, responders }: WanRun): AnyProtocol {
  const others = sites.rtt.map((_, site) => site).filter((site) => site !== sites.leader);
  const ranges = [{ from: "", to: null, responders: responders ?? others }];
  const protocol = way === "bodega"
    ? bodega(log, { leaseMs: 2500, ranges })
    : reading(multiPaxosLog(log), { way });
  return protocol as unknown as AnyProtocol;
}

/** Messages between sites take half of a round trip; clients are as near to their own site's server as `near` says. */
export function networkOf({ rtt, near }: Sites): NetworkOptions {
  return {
    links: rtt.flatMap((row, from) =>
      row.map((ms, to) => ({ from, to, latency: constant((from === to ? near : ms) / 2) }))
    ),
  };
}

/** Which servers answer reads at any site. */
function readsAnywhere(way: WanWay): boolean {
  return way === "follower" || way === "pqr" || way === "bodega";
}

/** Measures. The server that is to lead does so in the first of some seeds in which it is elected. */
export function measureWan(run: WanRun): WanTimes {
  const { sites, clients = 3, forMs = 20_000 } = run, n = sites.rtt.length;
  const siteOf = (client: number) => client % n;
  const workload = workloadOf(run, clients * n, forMs);
  const responders = new Set([sites.leader, ...run.responders ?? sites.rtt.keys()]);
  const isRead = (input: unknown) => (input as { readonly type: string }).type === "get";
  const world = worldLedBy(sites.leader, (seed) =>
    new World<object, Tagged, Tagged, unknown>({
      protocol: protocolOf(run),
      nodes: n,
      seed,
      trace: "none",
      network: networkOf(sites),
      disk: { fsync: constant(0.5) },
      clients: {
        workload,
        ask: (input) => isRead(input) ? { type: "read", command: input } as Tagged : bare(input),
        to({ client, sequence }) {
          const site = siteOf(client), { input } = workload[client]![sequence]!;
          const isNear = readsAnywhere(run.way) && (run.way !== "bodega" || responders.has(site));
          // Clients know who leads.
          return isNear && isRead(input) ? site : sites.leader;
        },
        seat: siteOf,
        think: uniform(0, 20),
        outcome: (answer) => (answer as Answer).ok ? "ok" : "fail",
      },
    }));
  world.run(SET_MS + forMs);
  const means = (ofReads: boolean) =>
    sites.rtt.map((_, site) =>
      mean(
        world.history.filter(({ input, outcome, process }) =>
          outcome === "ok" && isRead(input) === ofReads && siteOf(process) === site
        ).map(({ invokedAt, endedAt }) => endedAt - invokedAt),
      )
    );
  const reads = means(true), writes = means(false);
  return { reads, writes, read: mean(reads), write: mean(writes) };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
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

/** The world of the first seed in which a server is elected. */
function worldLedBy<W extends World<object, Tagged, Tagged, unknown>>(
  leader: NodeId,
  make: (seed: number) => W,
): W {
  for (let seed = 1;; seed++) {
    const world = make(seed);
    world.run(SET_MS - 1);
    if (world.states.every((s) => (s as { readonly leader: NodeId | null }).leader === leader)) {
      return world;
    }
  }
}
