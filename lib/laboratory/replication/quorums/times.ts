/** How long a write of many writers takes, by the sizes of both its quorums: by arithmetic, and from runs. @module */

import { constant, either, exponential, type Latency, uniform } from "../../../model/latency.ts";
import { pow } from "../../../model/real/pow.ts";
import { sized } from "../../../replicated/quorum/system.ts";
import { abd } from "../../../replication/abd/abd.ts";
import type { Ask } from "../../../replication/register/register.ts";
import { World } from "../../../sim/world.ts";
import { assertWhole } from "../../asked.ts";
import { latencies, mean } from "../../measured.ts";

/** One pair of sizes. */
export interface WriteTime {
  /** How many are waited for before the new tag is made. */
  readonly read: number;
  /** How many are waited for until the write is answered. */
  readonly write: number;
  /** The mean by arithmetic, in ms: two order statistics, one after the other. */
  readonly expectedMs: number;
  /** The mean of the runs, in ms. */
  readonly measuredMs: number;
}

/** How long an answer takes, each on its own. */
export type Law =
  /** Exponentially distributed: most are fast, and few are very slow. */
  | "exponential"
  /** Anything up to twice the mean, all of it as likely. */
  | "uniform"
  /** One in five comes at once, and all others take the same time: most are slow, and few are very fast. */
  | "one in five at once";

const AT_ONCE = 0.2;

const latencyOf: Readonly<Record<Law, (meanMs: number) => Latency>> = {
  exponential: (meanMs) => exponential(0, meanMs),
  uniform: (meanMs) => uniform(0, 2 * meanMs),
  "one in five at once": (meanMs) => either(AT_ONCE, constant(0), constant(meanMs / (1 - AT_ONCE))),
};

/** Questions take no time, and answers times of this law with this mean, in ms. */
export function writeTimes(
  nodes: number,
  meanMs = 10,
  writes = 300,
  law: Law = "exponential",
): WriteTime[] {
  assertWhole("measure writes", { nodes, writes }, 1);
  const sizes = Array.from({ length: nodes }, (_, i) => i + 1);
  const until = (answers: number) => meanMs * rankOf(law, nodes, answers);
  return sizes.flatMap((read) =>
    sizes.map((write) => ({
      read,
      write,
      expectedMs: until(read) + until(write),
      measuredMs: measured(nodes, read, write, latencyOf[law](meanMs), writes),
    }))
  );
}

/** The mean of the k-th fastest of n times whose mean is 1. */
function rankOf(law: Law, n: number, k: number): number {
  const upTo = Array.from({ length: k }, (_, i) => i);
  switch (law) {
    case "exponential":
      return upTo.reduce((sum, i) => sum + 1 / (n - i), 0);
    case "uniform":
      return 2 * k / (n + 1);
    case "one in five at once":
      // It is slow unless k of them come at once.
      return upTo.reduce((sum, i) => sum + exactly(n, i, AT_ONCE), 0) / (1 - AT_ONCE);
  }
}

/** The probability that exactly k of n happen, each on its own with this one. */
function exactly(n: number, k: number, share: number): number {
  let ways = 1;
  for (let i = 0; i < k; i++) ways *= (n - i) / (i + 1);
  return ways * pow(share, k) * pow(1 - share, n - k);
}

function measured(
  nodes: number,
  read: number,
  write: number,
  latency: Latency,
  writes: number,
): number {
  const answer = { latency };
  const world = new World({
    protocol: abd({ quorums: sized(read, write), againMs: Infinity }),
    nodes,
    seed: nodes * read + write,
    trace: "none",
    strict: false,
    network: { latency: constant(0), types: { latest: answer, stored: answer } },
    clients: {
      workload: [
        Array.from({ length: writes }, (_, value) => ({
          input: { type: "write", key: "x", value },
        })),
      ],
      ask: (input) => input as Ask,
      link: "local",
    },
  });
  world.run(Infinity, () => !world.clientsBusy);
  return mean(latencies(world.history));
}
