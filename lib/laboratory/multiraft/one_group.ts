/**
 * What one group can carry, and what many can: a leader sends each entry to all of its followers,
 * and no faster than its links are. One group has one leader; many have many.
 *
 * @module
 */

import { keyOf, leadersOf, nodesUpTo, worldOf } from "../../multiraft/driver/kit/stage.ts";
import { advance } from "../advance.ts";
import { latencies, mean, percentile } from "../measured.ts";

/** What is run. */
export interface GroupsRun {
  /** Into how many ranges the keys are divided. */
  readonly groups: number;
  /** How many nodes; default 6. */
  readonly nodes?: number;
  /** How many clients, each with one operation under way; default 48. */
  readonly clients?: number;
  /** How many bytes a value has; default 400. */
  readonly bytes?: number;
  /** How many bytes leave on each link in a ms; default 400. */
  readonly bandwidth?: number;
  /** How long it is measured, in ms; default 1,500. */
  readonly forMs?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What was measured. */
export interface Carried {
  /** How many ranges there were. */
  readonly groups: number;
  /** How many nodes led one. */
  readonly leaders: number;
  /** Writes a second. */
  readonly writes: number;
  /** How long a write took on the average, in ms. */
  readonly meanMs: number;
  /** How long all but one in a hundred took at most, in ms. */
  readonly p99Ms: number;
}

/** When clients begin, in ms. */
const BEGIN_MS = 4000;

/** Lets clients write as fast as they are answered. Costs from 0.6 s of CPU (one group) to 2 s. */
export function oneGroup(run: GroupsRun): Carried {
  const { groups, nodes = 6, clients = 48, bytes = 400, bandwidth = 400, forMs = 1500 } = run;
  const keys = 240, width = keys / groups;
  const workload = Array.from(
    { length: clients },
    (_, c) =>
      Array.from({ length: forMs }, (_, i) => ({
        at: BEGIN_MS,
        input: {
          type: "put",
          key: keyOf((c * 67 + i * 29) % keys),
          value: `${c}.${i}`.padEnd(bytes, "."),
        },
      })),
  );
  const ranges = Array.from({ length: groups }, (_, i) => ({
    group: i + 1,
    start: i === 0 ? "" : keyOf(Math.round(i * width)),
    end: i === groups - 1 ? null : keyOf(Math.round((i + 1) * width)),
    members: [0, 1, 2].map((j) => (i + j) % nodes),
  }));
  const world = worldOf({
    options: {
      ranges,
      // Who has waited for long is not helped by being asked again, and in a queue.
      retryMs: 500,
      driver: { members: nodesUpTo(3), opsPerLeader: Infinity },
    },
    nodes,
    seed: run.seed ?? 1,
    workload,
    network: { bandwidth },
  });
  advance(world, BEGIN_MS + forMs);
  const leaders = new Set(leadersOf(world.states).map(({ node }) => node)).size;
  const took = latencies(world.history);
  const writes = 1000 * took.length / forMs;
  return { groups, leaders, writes, meanMs: mean(took), p99Ms: percentile(took, 0.99) };
}
