/**
 * What a read costs, in each way, in one place: servers in one region, with disks that take their time. How long
 * messages and fsyncs take is drawn, so that there is a tail, too.
 *
 * @module
 */

import type { Ask } from "../../model/clients.ts";
import { encode } from "../../model/encode.ts";
import type { Tagged } from "../../model/protocol.ts";
import { type Latency, lognormal, uniform } from "../../sim/latency.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { latencies, mean, percentile } from "../measured.ts";
import {
  type AnyWay,
  asked,
  isRead,
  leaderOf,
  type LogName,
  outcomeOf,
  readsAnywhere,
  storeOf,
  WAYS,
} from "./ways.ts";

/** One message between two servers, or between a client and a server, in ms: half a millisecond there and back. */
export const LAN: Latency = lognormal(0.25, 0.25);
/** One fsync, in ms: what a common SSD takes for it. */
export const DISK: Latency = lognormal(2, 0.25);

/** What is measured. Times are in ms. */
export interface CostRun {
  /** How is read. */
  readonly way: AnyWay;
  /** From which log; default Multi-Paxos, the only one for quorum leases and Bodega. */
  readonly log?: LogName;
  /** How many servers there are; default 3. */
  readonly servers?: number;
  /** How many clients ask, each one thing after another; default 1. */
  readonly clients?: number;
  /** The share of operations that write, 0 to 1; default 0. */
  readonly writes?: number;
  /** How many keys there are; default 10. */
  readonly keys?: number;
  /** How long a message takes; default `LAN`. */
  readonly latency?: Latency;
  /** How long an fsync takes; default `DISK`. */
  readonly fsync?: Latency;
  /** Whether a leader of Raft sends entries while its own disk still saves them; default false. */
  readonly sendsAhead?: boolean;
  /** How many operations are asked in all; default 800. */
  readonly operations?: number;
  /** Whether messages are weighed, which takes time; default false. */
  readonly weigh?: boolean;
  /** Default 1. */
  readonly seed?: number;
}

/** What came of it. */
export interface Cost {
  /** How long a read took in the mean, in ms. */
  readonly mean: number;
  /** How long 99 of 100 reads took at most, in ms. */
  readonly p99: number;
  /**
   * How many messages servers sent each other for each operation. Heartbeats are counted in: 2(n − 1) in each 50 ms;
   * those of leases as well.
   */
  readonly between: number;
  /** The same, with what clients asked and were answered. */
  readonly messages: number;
  /** How many bytes servers sent each other for each operation, as text; NaN unless they were weighed. */
  readonly bytes: number;
  /** How many fsyncs there were for each operation, at all servers together. */
  readonly fsyncs: number;
  /** How many operations were answered in a second, by all together. */
  readonly perSecond: number;
}

/** When a leader is elected and all leases are granted, in ms. */
const SET_MS = 3000;

/** How long nobody asks for anything, in ms. */
const IDLE_MS = 10_000;

/** Measures. With no writes, an operation is a read. */
export function costOf(run: CostRun): Cost {
  const { way, log = "Multi-Paxos", servers = 3, latency = LAN, weigh = false } = run;
  const { sendsAhead = false } = run;
  let between = 0, messages = 0, bytes = 0;
  const workload = workloadOf(run);
  const world = new World<object, Tagged, Tagged, unknown>({
    protocol: storeOf({ way, log, sendsAhead }),
    nodes: servers,
    seed: run.seed ?? 1,
    trace: "none",
    strict: false,
    network: { latency },
    disk: { fsync: run.fsync ?? DISK },
    tap({ from, to, body }) {
      messages++;
      if (from >= servers || to >= servers) return;
      between++;
      if (weigh) bytes += encode(body).length;
    },
    clients: {
      workload,
      ask: asked,
      to({ client, sequence }, _, seen) {
        const { input } = workload[client]![sequence]!;
        if (isRead(input) && readsAnywhere(way)) return (client + sequence) % servers;
        // Clients know who leads.
        return seen!.states.map((state) => leaderOf(state as object)).find((l) => l !== null) ?? 0;
      },
      think: uniform(0, 0.1),
      outcome: outcomeOf,
    },
  });
  world.run(SET_MS);
  between = messages = bytes = 0;
  const before = world.fsyncs;
  world.run(60_000, () => !world.clientsBusy);
  const { history } = world, each = (count: number) => count / history.length;
  const reads = latencies(history.filter(({ input }) => isRead(input)));
  return {
    mean: mean(reads),
    p99: percentile(reads, 0.99),
    between: each(between),
    messages: each(messages),
    bytes: weigh ? each(bytes) : NaN,
    fsyncs: each(world.fsyncs - before),
    perSecond: 1000 / each(world.now - SET_MS),
  };
}

/** A row of a table: a way on a log, and what its reads cost. */
export interface CostRow extends Cost {
  /** The log. */
  readonly log: LogName;
  /** The way. */
  readonly way: AnyWay;
}

/** What reads cost in every way, on each log on which there is that way. */
export function costs(run: Omit<CostRun, "way" | "log"> = {}): CostRow[] {
  const logs: readonly LogName[] = ["Raft", "Multi-Paxos"];
  return logs.flatMap((log) =>
    WAYS.filter((way) => log === "Multi-Paxos" || !(way === "quorum lease" || way === "bodega"))
      .map((way) => ({ log, way, ...costOf({ ...run, way, log }) }))
  );
}

/** How many times as much a read through the log costs as one in another way. */
export interface Ratio {
  /** In mean latency. */
  readonly latency: number;
  /** In messages, those of clients counted in. */
  readonly messages: number;
  /** In messages between servers. */
  readonly between: number;
}

/** A read through the log, compared with one by read index and one by a leader's lease. */
export function ratios(
  run: Omit<CostRun, "way">,
): { readonly readIndex: Ratio; readonly lease: Ratio } {
  const log = costOf({ ...run, way: "log" });
  const beside = (way: AnyWay): Ratio => {
    const other = costOf({ ...run, way });
    return {
      latency: log.mean / other.mean,
      messages: log.messages / other.messages,
      between: log.between / other.between,
    };
  };
  return { readIndex: beside("read index"), lease: beside("leader lease") };
}

/** How many messages a second servers send each other while nobody asks for anything, once all is set up. */
export function idleRate({ way, servers = 3 }: Pick<CostRun, "way" | "servers">): number {
  let between = 0;
  const world = new World<object, Tagged, Tagged, unknown>({
    protocol: storeOf({ way }),
    nodes: servers,
    seed: 1,
    trace: "none",
    strict: false,
    network: { latency: LAN },
    disk: { fsync: DISK },
    tap: () => void between++,
  });
  world.run(SET_MS);
  between = 0;
  world.run(IDLE_MS);
  return between / (IDLE_MS / 1000);
}

function workloadOf(
  { clients = 1, writes = 0, keys = 10, operations = 800, seed = 1 }: CostRun,
): Ask[][] {
  const random = new Random(seed, "what is asked");
  return Array.from(
    { length: clients },
    () =>
      Array.from({ length: Math.ceil(operations / clients) }, (_, i): Ask => ({
        input: random.chance(writes)
          ? { type: "put", key: `k${random.below(keys)}`, value: `${i}` }
          : { type: "get", key: `k${random.below(keys)}` },
        ...(i === 0 ? { at: SET_MS } : {}),
      })),
  );
}
