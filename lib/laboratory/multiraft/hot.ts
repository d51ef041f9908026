/**
 * A hot range: clients ask most of the keys of one range, which one node leads. The driver is told
 * so, divides the range where half of the load is, and lets other nodes lead and have the parts.
 *
 * @module
 */

import { evenRanges, keyOf, nodesUpTo, softOf, worldOf } from "../../multiraft/driver/kit/stage.ts";
import { constant } from "../../sim/latency.ts";
import { advance } from "../advance.ts";

/** What is run. */
export interface HotRun {
  /** How many nodes; default 5. */
  readonly nodes?: number;
  /** How many clients; default 8. */
  readonly clients?: number;
  /** How long clients ask, in ms; default 24,000. */
  readonly forMs?: number;
  /**
   * When the driver begins to split, in operations a second for a range; default 100; `Infinity`:
   * never.
   */
  readonly splitOps?: number;
  /** Whether the driver moves anything at all; default true. */
  readonly moves?: boolean;
  /** Default 1. */
  readonly seed?: number;
}

/** What was asked of one node in one second. */
export interface NodeLoad {
  /** The second, from when clients began, in ms. */
  readonly atMs: number;
  /** The node. */
  readonly node: number;
  /** How many operations came to it as the leader of a range. */
  readonly operations: number;
}

/** How it went. */
export interface Hot {
  /** The load of each node against time. */
  readonly loads: readonly NodeLoad[];
  /** How many ranges there were against time. */
  readonly ranges: readonly { readonly atMs: number; readonly ranges: number }[];
  /** What the driver has done, by kind, reason and end. */
  readonly ends: ReadonlyMap<string, number>;
  /** The greatest load of a node over the mean, in the first second. */
  readonly before: number;
  /** The same over the last five seconds. */
  readonly after: number;
}

/** When clients begin, in ms. */
const BEGIN_MS = 4000;

/** Runs it. Costs about 1 s of CPU. */
export function hot(run: HotRun = {}): Hot {
  const { nodes = 5, clients = 8, forMs = 24_000, splitOps = 100, moves = true, seed = 1 } = run;
  const keys = Array.from({ length: 40 }, (_, i) => keyOf(300 + 2 * i));
  const each = Math.ceil(forMs / 12);
  const workload = Array.from(
    { length: clients },
    (_, c) =>
      Array.from({ length: each }, (_, i) => {
        const key = i % 10 === 0 ? keyOf((i * 37 + c * 101) % 1000) : keys[(i * 7 + c * 11) % 40]!;
        return {
          at: BEGIN_MS,
          input: i % 4 === 0 ? { type: "put", key, value: `${c}.${i}` } : { type: "get", key },
        };
      }),
  );
  const counts = new Map<number, number[]>();
  let now = () => 0;
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: 10, nodes: nodesUpTo(nodes) }),
      driver: {
        members: [0, 1, 2],
        splitOps,
        opsPerLeader: 20,
        opsPerReplica: 40,
        halfLifeMs: 1000,
        restsOtherwise: !moves,
      },
    },
    nodes,
    seed,
    workload,
    think: constant(8),
    tap: ({ to, body }) => {
      const { type, task } = body as { type: string; task?: { type: string } };
      if (type !== "route" || task!.type !== "operate") return;
      const second = Math.floor((now() - BEGIN_MS) / 1000);
      const row = counts.get(second) ?? Array.from({ length: nodes }, () => 0);
      row[to]!++;
      counts.set(second, row);
    },
  });
  now = () => world.now;
  const ranges: { atMs: number; ranges: number }[] = [];
  advance(world, BEGIN_MS);
  const seconds = Math.floor(forMs / 1000);
  for (let second = 0; second < seconds; second++) {
    advance(world, 1000);
    const soft = softOf(world.states);
    if (soft !== undefined) ranges.push({ atMs: 1000 * (second + 1), ranges: soft.ranges.size });
  }
  const rows = Array.from(
    { length: seconds },
    (_, second) => counts.get(second) ?? new Array(nodes).fill(0),
  );
  const loads = rows.flatMap((row, second) =>
    row.map((operations: number, node: number) => ({ atMs: 1000 * second, node, operations }))
  );
  const last = nodesUpTo(nodes).map((node) =>
    rows.slice(-5).reduce((sum, row) => sum + row[node]!, 0)
  );
  const ends = new Map(softOf(world.states)?.ends);
  return { loads, ranges, ends, before: unevenness(rows[0]!), after: unevenness(last) };
}

function unevenness(loads: readonly number[]): number {
  const sum = loads.reduce((a, b) => a + b, 0);
  return Math.max(...loads) * loads.length / sum;
}
