/**
 * All nodes are restarted, some at a time: each lets others lead first, stops, and comes back. What
 * is served meanwhile depends on who is restarted together: of a rack, no range has two replicas.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import {
  type DrivenWorld,
  evenRanges,
  leadersOf,
  nodesUpTo,
  racksOf,
  worldOf,
} from "../../multiraft/driver/kit/stage.ts";
import { advance } from "../advance.ts";
import { mean } from "../measured.ts";

/** What is run. */
export interface RollingRun {
  /** How many nodes. */
  readonly nodes: number;
  /** How many are restarted at a time; default 1. It is the size of a rack, too. */
  readonly atOnce?: number;
  /** Whether those are a rack; else they are neighbours of as many racks; default true. */
  readonly byRack?: boolean;
  /** Whether others lead before a node stops; default true. */
  readonly drains?: boolean;
  /** How many ranges there are for each node; default 1. */
  readonly perNode?: number;
  /** How long a node is down, in ms; default 2,000. */
  readonly downMs?: number;
  /** How many nodes are restarted; default: all. */
  readonly restarts?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** How it went. */
export interface Rolling {
  /** How many nodes. */
  readonly nodes: number;
  /** How many were restarted at a time. */
  readonly atOnce: number;
  /** How long it took, in ms. */
  readonly tookMs: number;
  /** The share of ranges that had a leader that was there, on the average. */
  readonly served: number;
  /** The least such share at any time. */
  readonly least: number;
  /** The share against time, in ms from the begin, wherever it changed. */
  readonly shares: readonly { readonly atMs: number; readonly share: number }[];
}

/** How often it is looked, in ms. */
const LOOK_MS = 500;

/**
 * Restarts all nodes. Ranges sleep when nothing is asked of them. Costs 0.3 s of CPU for 30 nodes
 * one at a time, 0.5 s for 100 nodes 10 at a time, and about 6 s for 1,000 nodes 50 at a time.
 */
export function rolling(run: RollingRun): Rolling {
  const { nodes, atOnce = 1, byRack = true, drains = true, perNode = 1, downMs = 2000 } = run;
  const { restarts = nodes, seed = 1 } = run, groups = nodes * perNode;
  const order = nodesUpTo(nodes).sort((a, b) => a % atOnce - b % atOnce || a - b);
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups, nodes: order }),
      heartbeatMs: 500,
      electionTimeoutMs: [1500, 3000],
      tickMs: 50,
      sleepAfter: 3,
      driver: {
        members: [0, 1, 2].map((i) => order[i]!),
        siteOf: racksOf(atOnce),
        reportMs: 1000,
        downMs: 60_000,
        restsOtherwise: true,
      },
    },
    nodes,
    seed,
  });
  advance(world, 12_000);
  const from = world.now, shares: { atMs: number; share: number }[] = [], all: number[] = [];
  const pass = (ms: number, until: () => boolean = () => false) => {
    for (const end = world.now + ms; world.now < end && !until();) {
      advance(world, LOOK_MS);
      const share = leadersOf(world.states).length / groups;
      all.push(share);
      if (shares.at(-1)?.share !== share) shares.push({ atMs: world.now - from, share });
    }
  };
  // Neighbours in this order are of different racks.
  const batches = byRack ? nodesUpTo(nodes) : order;
  for (let first = 0; first < restarts; first += atOnce) {
    const batch = batches.slice(first, first + atOnce);
    if (drains) {
      decide(world, batch, "draining");
      pass(20_000, () => !leads(world, batch));
    }
    for (const node of batch) world.inject({ kind: "crash", at: 0, node, downMs });
    pass(downMs + LOOK_MS);
    decide(world, batch, "up");
    // Until they are heard of, and have caught up.
    pass(2000);
  }
  const tookMs = world.now - from, least = Math.min(...all);
  return { nodes, atOnce, tookMs, served: mean(all), least, shares };
}

function decide(world: DrivenWorld, nodes: readonly NodeId[], standing: "up" | "draining"): void {
  for (const node of nodes) world.tell(node, { type: "decide", node, standing });
}

/** Whether any of these nodes leads a range. */
function leads(world: DrivenWorld, nodes: readonly NodeId[]): boolean {
  return nodes.some((node) =>
    [...world.states[node]?.replicas.values() ?? []].some(({ group }) => group.leading !== null)
  );
}
