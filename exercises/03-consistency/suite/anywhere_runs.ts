/** What is asked in part 7, at how many nodes, and on what networks. @module */

import type { Ask as Asked } from "hb/model/clients.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import { constant, either, uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import { registers } from "hb/laboratory/memory/draw.ts";
import type { Ask } from "../entire.ts";
import { oddRegisters, oddValues } from "./odd.ts";

/** How many clients at how many nodes do what, on what network. */
export interface Run {
  readonly nodes: number;
  readonly clients: number;
  /** Which clients do anything; default: all of them. */
  readonly busy?: readonly number[];
  /**
   * If given, these write all at once, and then one after the other, in this order, each after it has read what the
   * one before wrote; and when they read.
   */
  readonly looks?: "in turn" | "always";
  /** Whether there are many registers, whose names and values are as odd as they may be. */
  readonly odd?: boolean;
  /** How many operations each client has, before it looks at everything once more. */
  readonly operations: number;
  /** The share of writes among them; default: a half. */
  readonly writes?: number;
  /** Whether a look at the end has to do, as much is asked. */
  readonly inTheEnd?: boolean;
  readonly network: NetworkOptions;
  readonly quietMs: number;
  readonly seeds: number;
  readonly workloads: number;
  /** How many runs shrinking may take; default 200. */
  readonly shrinkRuns?: number;
}

const late = (share: number) => either(share, uniform(300, 400), uniform(1, 3));

/** Little is asked, and messages overtake each other. */
export const calm: Run = {
  nodes: 3,
  clients: 3,
  operations: 6,
  network: { latency: uniform(1, 60), duplication: 0.2 },
  quietMs: 800,
  seeds: 12,
  workloads: 8,
};

/** So few are late that others go on meanwhile: a great deal waits. */
export const waiting: Run = {
  nodes: 3,
  clients: 3,
  operations: 24,
  network: { latency: late(0.04) },
  quietMs: 2500,
  seeds: 2,
  workloads: 2,
};

/** What goes wrong here is told soonest. */
export const short: readonly Run[] = [
  { ...calm, nodes: 1, clients: 1, seeds: 1, workloads: 1 },
  calm,
  {
    nodes: 5,
    clients: 5,
    operations: 5,
    network: { latency: late(0.2), duplication: 0.2 },
    quietMs: 1500,
    seeds: 6,
    workloads: 4,
  },
  waiting,
  {
    nodes: 12,
    clients: 12,
    operations: 2,
    network: { latency: uniform(1, 60), duplication: 0.1 },
    quietMs: 800,
    seeds: 3,
    workloads: 1,
  },
  {
    nodes: 3,
    clients: 3,
    operations: 30,
    network: { latency: uniform(1, 10), duplication: 0.1 },
    quietMs: 2000,
    seeds: 1,
    workloads: 6,
    writes: 0.75,
    odd: true,
    inTheEnd: true,
    shrinkRuns: 500,
  },
];

/** Much is written. All messages take the same: of what goes wrong less has to be told. */
export const muchWritten: Run = {
  nodes: 3,
  clients: 3,
  operations: 280,
  writes: 0.75,
  network: { latency: constant(5) },
  quietMs: 20_000,
  seeds: 1,
  workloads: 1,
  inTheEnd: true,
  shrinkRuns: 300,
};

/** Some of these nodes have numbers that begin alike, or end in 0, and some come long after others. */
const crowd: Run = {
  nodes: 130,
  clients: 130,
  busy: [129, 0, 120, 1, 119, 12, 100, 10, 90, 9],
  looks: "in turn",
  operations: 1,
  network: { latency: constant(40) },
  quietMs: 1500,
  seeds: 1,
  workloads: 1,
  inTheEnd: true,
  shrinkRuns: 60,
};

/** Much is written, or at many nodes. */
export const long: readonly Run[] = [
  crowd,
  // When one message is as late as this, all that comes after it has to wait.
  {
    ...muchWritten,
    operations: 70,
    network: { latency: either(0.01, uniform(1000, 5000), constant(5)) },
    shrinkRuns: 600,
  },
  // What is told arrives in any order.
  {
    ...muchWritten,
    operations: 70,
    network: { latency: uniform(1, 5000), duplication: 0.1 },
    shrinkRuns: 1500,
  },
  {
    ...crowd,
    looks: "always",
    network: { latency: either(0.15, uniform(150, 350), constant(40)) },
  },
  muchWritten,
];

/** How many registers are many. */
const MANY = 16;

/** Any operations on two registers or many, all with the same values, 0 among them; in the end each is read. */
export function workload(about: Run, random: Random): Asked[][] {
  const { clients, busy, looks, odd, operations, writes = 0.5, quietMs } = about;
  const keys = odd
    ? Array.from({ length: MANY }, oddRegisters(random))
    : registers(random, looks === undefined ? 2 : 3);
  const fresh = keys.map(() => odd ? oddValues(random) : numbers());
  return Array.from({ length: clients }, (_, client) => {
    if (busy !== undefined && !busy.includes(client)) return [];
    if (looks !== undefined) {
      const [x, y, z] = keys as [string, string, string], own = busy!.indexOf(client);
      const turns = busy!.flatMap((_, turn): Asked[] => {
        if (turn !== own && looks === "in turn") return [];
        const look = keys.map((key) => ({ input: get(key), at: 100 * (turn + 1) }));
        if (turn !== own) return look;
        const first = turn % 2 === 0 ? [{ input: set(y, turn) }] : [];
        return [...look, ...first, { input: set(x, turn) }, { input: get(x) }];
      });
      const end = keys.map((key) => ({ input: get(key), at: quietMs }));
      return [{ input: set(z, own) }, ...turns, ...end];
    }
    const asks = Array.from({ length: operations }, (): Asked => {
      const at = random.below(keys.length), key = keys[at]!;
      return { input: random.chance(writes) ? set(key, fresh[at]!()) : get(key) };
    });
    return [...asks, ...keys.map((key): Asked => ({ input: get(key), at: quietMs }))];
  });
}

/** 0, −0.5, 2, −1.5, …: values are any numbers, and a later one need not be larger. */
function numbers(): () => number {
  let nth = 0;
  return () => nth % 2 === 0 ? nth++ : -(nth++) / 2;
}

/** A read. */
export function get(key: string): Ask {
  return { type: "read", key };
}

/** A write. */
export function set(key: string, value: number): Ask {
  return { type: "write", key, value };
}
