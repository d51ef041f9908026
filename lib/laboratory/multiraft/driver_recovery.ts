/**
 * The leader of the driver dies. The next one knows what was written down, and nothing of where
 * ranges are: nodes tell it. Clients go on meanwhile, since gateways know the way, and ranges need
 * no driver to serve.
 *
 * @module
 */

import { evenRanges, keyOf, nodesUpTo, softOf, worldOf } from "../../multiraft/driver/kit/stage.ts";
import { workloadOf } from "../../multiraft/driver/kit/clients.ts";
import { advance } from "../advance.ts";
import { latencies } from "../measured.ts";

/** What is run. */
export interface RecoveryRun {
  /** How many nodes; default 10. */
  readonly nodes?: number;
  /** How many ranges; default 40. */
  readonly groups?: number;
  /** How often nodes report, in ms; default 500. */
  readonly reportMs?: number;
  /**
   * How long the leader of the driver, and the node that it is on, is down, in ms; default: for
   * good.
   */
  readonly downMs?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** How it went. Times are in ms since the leader died. */
export interface Recovery {
  /** How many nodes. */
  readonly nodes: number;
  /** How many ranges. */
  readonly groups: number;
  /** After how long another led the driver. */
  readonly ledAfterMs: number;
  /** After how long that one knew where all ranges were. */
  readonly knewAfterMs: number;
  /** How many of the ranges the driver knew, against time. */
  readonly known: readonly { readonly atMs: number; readonly ranges: number }[];
  /**
   * The share of clients' operations that were answered, of those asked in the ten seconds since.
   */
  readonly answered: number;
  /** The longest of them took so long, in ms. */
  readonly slowestMs: number;
}

/** When the leader dies, in ms. */
const DIES_MS = 10_000;

/** How long it is watched, in ms. */
const WATCH_MS = 10_000;

/** Kills the driver's leader. Costs about 0.5 s of CPU. */
export function driverRecovery(run: RecoveryRun = {}): Recovery {
  const { nodes = 10, groups = 40, reportMs = 500, downMs, seed = 1 } = run;
  // Nodes of the driver have no ranges here, so that what clients notice is the driver's absence
  // alone.
  const members = nodesUpTo(3), others = nodesUpTo(nodes).slice(3);
  const keys = Array.from({ length: groups }, (_, i) => keyOf(100 * i + 5));
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups, nodes: others }),
      driver: { members, reportMs, restsOtherwise: true },
    },
    nodes,
    seed,
    workload: workloadOf({ keys, clients: 8, each: 160, at: 2000, everyMs: 125 }),
    // Clients ask of nodes that stay.
    gateways: others,
  });
  advance(world, DIES_MS);
  const leader = world.states.findIndex((s) => s?.driver.soft);
  world.inject({ kind: "crash", at: 0, node: leader, ...(downMs !== undefined && { downMs }) });
  const known: { atMs: number; ranges: number }[] = [];
  let ledAfterMs = NaN, knewAfterMs = NaN;
  while (world.now < DIES_MS + WATCH_MS) {
    advance(world, 50);
    const soft = softOf(world.states), atMs = world.now - DIES_MS, ranges = soft?.ranges.size ?? 0;
    if (known.at(-1)?.ranges !== ranges) known.push({ atMs, ranges });
    if (Number.isNaN(ledAfterMs) && soft !== undefined) ledAfterMs = atMs;
    if (Number.isNaN(knewAfterMs) && ranges === groups) knewAfterMs = atMs;
  }
  advance(world, 5000);
  const since = world.history.filter(({ invokedAt }) =>
    invokedAt >= DIES_MS && invokedAt < DIES_MS + WATCH_MS
  );
  const took = latencies(since);
  return {
    nodes,
    groups,
    ledAfterMs,
    knewAfterMs,
    known,
    answered: took.length / since.length,
    slowestMs: Math.max(...took),
  };
}
