/**
 * What an operation by quorums costs: messages and rounds where nobody else writes, and the share of reads that write
 * back where others do.
 *
 * @module
 */

import { exponential, type Latency } from "../../../model/latency.ts";
import { constant, uniform } from "../../../sim/latency.ts";
import { Random } from "../../../sim/random.ts";
import { World } from "../../../sim/world.ts";
import { abd } from "../../../replication/abd/abd.ts";
import type { Settings } from "../../../replication/abd/settings.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { assertWhole } from "../../asked.ts";
import { latencies, mean, percentile } from "../../measured.ts";

/** What is measured. */
export interface QuorumCostRun {
  /** How many nodes there are; default 3. */
  readonly nodes?: number;
  /** Other settings than the usual ones. */
  readonly settings?: Partial<Settings>;
  /** How many clients ask at each node, one thing after another; default 1. */
  readonly seats?: number;
  /** The share of operations that write, 0 to 1. */
  readonly writes: number;
  /** How many registers there are; default 1. */
  readonly keys?: number;
  /** How many operations each client asks; default 50. */
  readonly each?: number;
  /** How long a message takes, in ms; default: drawn evenly from 0.5 to 1.5. */
  readonly latency?: Latency;
  /** The mean pause of a client between two operations, in ms; default 0. */
  readonly thinkMs?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What came of it. */
export interface QuorumCost {
  /** How many messages nodes sent for each operation, those to themselves counted in. */
  readonly messages: number;
  /** How many of them went to another node. */
  readonly between: number;
  /** How long a read took in the mean, in ms; NaN where nobody read. */
  readonly readMs: number;
  /** How long a write took in the mean, in ms; NaN where nobody wrote. */
  readonly writeMs: number;
  /** How long 99 of 100 reads took at most, in ms. */
  readonly readP99Ms: number;
  /** The share of reads that wrote nothing back; NaN where nobody read. */
  readonly fast: number;
}

/** Measures. */
export function quorumCost(run: QuorumCostRun): QuorumCost {
  const { nodes = 3, seats = 1, latency = uniform(0.5, 1.5), thinkMs = 0, seed = 1 } = run;
  assertWhole("measure quorums", { nodes, seats, each: run.each ?? 50, keys: run.keys ?? 1 }, 1);
  let messages = 0, between = 0, stores = 0;
  const workload = workloadOf(run, nodes * seats);
  const world = new World({
    protocol: abd({ againMs: Infinity, ...run.settings }),
    nodes,
    seed,
    trace: "none",
    network: { latency },
    tap({ from, to, body }) {
      if (from >= nodes || to >= nodes) return;
      messages++;
      if (from !== to) between++;
      if ((body as { readonly type: string }).type === "store") stores++;
    },
    clients: {
      workload,
      ask: (input) => input as Ask,
      link: "local",
      think: thinkMs === 0 ? constant(0) : exponential(0, thinkMs),
    },
  });
  world.run(Infinity, () => !world.clientsBusy);
  const reads = latencies(world.history.filter(({ input }) => (input as Ask).type === "read"));
  const writes = latencies(world.history.filter(({ input }) => (input as Ask).type === "write"));
  const writtenBack = stores / nodes - writes.length, count = world.history.length;
  return {
    messages: messages / count,
    between: between / count,
    readMs: mean(reads),
    writeMs: mean(writes),
    readP99Ms: percentile(reads, 0.99),
    fast: 1 - writtenBack / reads.length,
  };
}

function workloadOf({ writes, keys = 1, each = 50, seed = 1 }: QuorumCostRun, clients: number) {
  const random = new Random(seed, "asks");
  let value = 0;
  const ask = (): { readonly input: Ask } => {
    const key = `k${random.below(keys)}`;
    const isWrite = random.chance(writes);
    return { input: isWrite ? { type: "write", key, value: ++value } : { type: "read", key } };
  };
  return Array.from({ length: clients }, () => Array.from({ length: each }, ask));
}

/** What one operation costs while nobody else asks, each message taking half a round. */
export interface RoundCost {
  /** The operation. */
  readonly operation: string;
  /** How many messages, those to the own node counted in. */
  readonly messages: number;
  /** How many rounds: a question and its answer. */
  readonly rounds: number;
}

/** Messages and rounds of a write and a read in each way, with so many nodes. */
export function roundCosts(nodes: number): RoundCost[] {
  const at = (operation: string, writes: number, settings: Partial<Settings>): RoundCost => {
    // One client alone; the messages of `nodes` nodes are counted all the same.
    const { messages, readMs, writeMs } = alone(nodes, writes, settings);
    return { operation, messages, rounds: writes === 1 ? writeMs : readMs };
  };
  return [
    at("write, one writer", 1, { writer: 0 }),
    at("write, many writers", 1, {}),
    at("read, written back", 0, { writeBack: "always" }),
    at("read, fast", 0, {}),
    at("read, regular", 0, { writeBack: "never" }),
  ];
}

function alone(nodes: number, writes: number, settings: Partial<Settings>) {
  let messages = 0;
  const operations = 10;
  const asks = Array.from({ length: operations }, (_, i) => ({
    input: writes === 1
      ? { type: "write", key: "x", value: i } as const
      : { type: "read", key: "x" } as const,
    // The answers that come late belong to their operation.
    at: 10 * i,
  }));
  const world = new World({
    protocol: abd({ againMs: Infinity, ...settings }),
    nodes,
    seed: 1,
    trace: "none",
    network: { latency: constant(0.5) },
    tap: ({ from, to }) => void (from < nodes && to < nodes && messages++),
    clients: { workload: [asks], ask: (input) => input as Ask, link: "local" },
  });
  world.run(10 * operations);
  const took = mean(latencies(world.history));
  return { messages: messages / operations, readMs: took, writeMs: took };
}
