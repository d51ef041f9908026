/** How long a write of many writers takes, by the sizes of both its quorums: by arithmetic, and from runs. @module */

import { constant, exponential } from "../../../model/latency.ts";
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

/** Questions take no time, and answers exponentially distributed ones with this mean, in ms, each on its own. */
export function writeTimes(nodes: number, meanMs = 10, writes = 300): WriteTime[] {
  assertWhole("measure writes", { nodes, writes }, 1);
  const sizes = Array.from({ length: nodes }, (_, i) => i + 1);
  const until = (answers: number) => {
    let sum = 0;
    for (let k = 0; k < answers; k++) sum += meanMs / (nodes - k);
    return sum;
  };
  return sizes.flatMap((read) =>
    sizes.map((write) => ({
      read,
      write,
      expectedMs: until(read) + until(write),
      measuredMs: measured(nodes, read, write, meanMs, writes),
    }))
  );
}

function measured(
  nodes: number,
  read: number,
  write: number,
  meanMs: number,
  writes: number,
): number {
  const answer = { latency: exponential(0, meanMs) };
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
