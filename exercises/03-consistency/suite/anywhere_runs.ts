/** What is asked in part 7, at how many nodes, and on what networks. @module */

import type { Ask as Asked } from "hb/model/clients.ts";
import type { NetworkOptions } from "hb/sim/network_options.ts";
import type { Schedule } from "hb/sim/fault.ts";
import { constant, either, uniform } from "hb/sim/latency.ts";
import type { Random } from "hb/sim/random.ts";
import { registers } from "hb/laboratory/memory/draw.ts";
import type { Ask } from "../entire.ts";
import { oddRegisters, oddValues } from "./odd.ts";

/** How many clients at how many nodes do what, on what network. */
export interface Run {
  readonly nodes: number;
  readonly clients: number;
  /** Which clients do anything before the end; default: all of them. */
  readonly busy?: readonly number[];
  /**
   * If given, those that are alike write at once, and then all that are busy, one after the other, in this order, each
   * after it has read what the one before wrote; and when they read.
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
  /** Whether so many messages from node 0 to node 1 arrive the last one first. */
  readonly reversed?: number;
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
  {
    ...calm,
    nodes: 1,
    clients: 1,
    operations: 90,
    writes: 0.9,
    quietMs: 3000,
    seeds: 1,
    workloads: 1,
    odd: true,
    inTheEnd: true,
  },
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
  operations: 300,
  writes: 0.9,
  network: { latency: constant(5) },
  quietMs: 20_000,
  seeds: 1,
  workloads: 1,
  inTheEnd: true,
  shrinkRuns: 300,
};

/** Some of these nodes come long after others. */
const crowd: Run = {
  nodes: 130,
  clients: 130,
  busy: [128, 0, 120, 1, 119, 12, 100, 10, 90, 9],
  looks: "in turn",
  operations: 1,
  network: { latency: constant(40) },
  quietMs: 1800,
  seeds: 1,
  workloads: 1,
  inTheEnd: true,
  shrinkRuns: 60,
};

/** Much is written, or at many nodes. */
export const long: readonly Run[] = [
  {
    ...muchWritten,
    busy: [0],
    operations: 80,
    writes: 1,
    reversed: 80,
    quietMs: 8000,
  },
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
  },
  muchWritten,
];

/**
 * The messages that arrive the last one first, each by itself; or where all look always, what every other one
 * writes comes late to all but the next, who may write on because of it.
 */
export function faultsOf({ reversed = 0, busy = [], looks }: Run): Schedule {
  const delay = (from: number, to: number, nth: number, latencyMs: number) =>
    ({ kind: "delay", from, to, nth, latencyMs }) as const;
  if (looks !== "always") {
    return Array.from({ length: reversed }, (_, i) => delay(0, 1, i + 1, 50 * (reversed - i)));
  }
  return busy.flatMap((from, turn) => {
    const late = busy.filter((to) => to !== from && to !== busy[turn + 1]);
    return turn % 2 === 0
      ? late.flatMap((to) => [1, 2, 3].map((nth) => delay(from, to, nth, 350)))
      : [];
  });
}

/** Nodes that are alike in their last digits, or their last bits, or where their numbers end in zeros. */
const ALIKE = [[9, 90], [0, 128], [0, 100]];

/** How many registers are many. */
const MANY = 20;

/** Any operations on two registers or many, all with the same values, 0 among them; in the end each is read. */
export function workload(about: Run, random: Random): Asked[][] {
  const { clients, busy, looks, odd, operations, writes = 0.5, quietMs } = about;
  const keys = odd
    ? Array.from({ length: MANY }, oddRegisters(random))
    : registers(random, looks === undefined ? 2 : 2 + ALIKE.length);
  const fresh = keys.map(() => odd ? oddValues(random) : numbers());
  return Array.from({ length: clients }, (_, client) => {
    const isBusy = busy?.includes(client) ?? true;
    if (!isBusy && looks !== undefined) return [];
    if (looks !== undefined) {
      const [x, y] = keys as [string, string], own = busy!.indexOf(client);
      const look = (at: number, all = keys) => all.map((key): Asked => ({ input: get(key), at }));
      const turns = busy!.flatMap((_, turn): Asked[] => {
        if (turn !== own) return looks === "always" ? look(100 * (turn + 1), [x, y]) : [];
        const first = turn % 2 === 0 ? [{ input: set(y, turn) }] : [];
        const then = [...first, { input: set(x, turn) }, { input: get(x) }];
        return [...look(100 * (turn + 1), [x, y]), ...then];
      });
      const atOnce = ALIKE.flatMap((nodes, nth): Asked[] =>
        nodes.includes(client) ? [{ input: set(keys[2 + nth]!, nodes.indexOf(client)) }] : []
      );
      return [...atOnce, ...turns, ...look(quietMs)];
    }
    const asks = Array.from({ length: isBusy ? operations : 0 }, (): Asked => {
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
