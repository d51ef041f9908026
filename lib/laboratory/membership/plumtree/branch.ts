/** Six nodes, whose first broadcast makes a tree, and whose second finds a branch of it broken: the run, to be drawn. @module */

import type { Message } from "../../../membership/plumtree/messages.ts";
import { fixed } from "../../../membership/plumtree/overlay.ts";
import { plumtree } from "../../../membership/plumtree/plumtree.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Trace } from "../../../model/trace.ts";
import { constant, either } from "../../../sim/latency.ts";
import { World } from "../../../sim/world.ts";
import { advance } from "../../advance.ts";

/** The neighbours of each node. */
export const NEIGHBOURS: readonly (readonly NodeId[])[] = [
  [1, 2],
  [0, 3, 4],
  [0, 3, 5],
  [1, 2, 4],
  [1, 3],
  [2],
];

/** When node 0 broadcasts, and when node 1 crashes for good in between, in ms. */
export const FIRST_MS = 5, CRASH_MS = 60, SECOND_MS = 70;

/** What came of it. */
export interface Branch {
  /** The run. */
  readonly trace: Trace;
  /** How many payloads each broadcast took. */
  readonly payloads: readonly [first: number, second: number];
  /** Who has had both, of those that are up. */
  readonly hadBoth: readonly NodeId[];
}

/** A message takes 4 or 7 ms, so that none goes with another over the same link at once, and a node that hears of a payload waits 20 ms for it. */
export function branch(): Branch {
  const world = new World({
    protocol: plumtree(fixed((node) => NEIGHBOURS[node]!), { timeoutMs: 20, retryMs: 15 }),
    nodes: NEIGHBOURS.length,
    seed: 11,
    network: { latency: either(0.5, constant(4), constant(7)) },
    faults: [{ kind: "crash", at: CRASH_MS, node: 1 }],
    clients: {
      workload: [[{ at: FIRST_MS, input: "one" }, { at: SECOND_MS, input: "two" }]],
      ask: (payload): Message => ({ type: "broadcast", payload }),
      to: () => 0,
      link: "local",
    },
    states: true,
  });
  advance(world, 160);
  const sent = (from: number, to: number) =>
    world.trace.filter((event) =>
      event.kind === "send" && event.at >= from && event.at < to &&
      (event.body as { readonly type: string }).type === "gossip"
    ).length;
  return {
    trace: world.trace,
    payloads: [sent(0, SECOND_MS), sent(SECOND_MS, Infinity)],
    hadBoth: world.states.flatMap((s, node) => s?.tree.log.length === 2 ? [node] : []),
  };
}
