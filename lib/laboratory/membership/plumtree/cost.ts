/**
 * What a broadcast costs: eager push, which floods the overlay, against Plumtree, whose tree the first broadcast makes
 * (Leitão, Pereira and Rodrigues 2007, *Epidemic broadcast trees*, section 5). The measure is theirs: relative message
 * redundancy, payloads for each node that got one, less one; 0 is a tree.
 *
 * @module
 */

import { assertKinds, listOf, oneOf, wholeFrom } from "../../../model/kinds.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { overGraph, overViews, type StageOptions, type Way } from "./stage.ts";

/** What is measured. */
export interface CostOptions extends Omit<StageOptions, "way"> {
  /** Which ways; default: both. */
  readonly ways?: readonly Way[];
  /** What is below: a random graph of this degree, or HyParView with active views of this size; default "graph". */
  readonly over?: "graph" | "views";
  /** Who broadcasts, one after another; default: node 0 twice, then nodes 1 and 2. */
  readonly from?: readonly NodeId[];
}

/** One broadcast. */
export interface CostRow {
  /** How it went. */
  readonly way: Way;
  /** Which it was, from 1. */
  readonly broadcast: number;
  /** Whose. */
  readonly from: NodeId;
  /** How many payloads were sent. */
  readonly payloads: number;
  /** How many announcements, prunes and grafts. */
  readonly control: number;
  /** How many of these are grafts. */
  readonly grafts: number;
  /** Relative message redundancy. */
  readonly redundancy: number;
  /** How many hops it made to the last node. */
  readonly lastHop: number;
  /** The share of nodes that it reached, 0 to 1. */
  readonly reached: number;
}

/** For how long each is waited, in ms. */
const WAIT_MS = 1500;

/** Measures. */
export function broadcastCost(options: CostOptions = {}): CostRow[] {
  const { ways = ["eager push", "plumtree"], over = "graph", from = [0, 0, 1, 2] } = options;
  assertKinds("measure broadcasts", { ways, over, from }, {
    ways: listOf(oneOf("eager push", "plumtree")),
    over: oneOf("graph", "views"),
    from: listOf(wholeFrom(0, (options.nodes ?? 10_000) - 1)),
  });
  return ways.flatMap((way) => {
    const stage = (over === "graph" ? overGraph : overViews)({ ...options, way });
    return from.map((node, i): CostRow => {
      stage.sent();
      stage.broadcast(node, i, WAIT_MS);
      const { gossip: payloads = 0, ihave = 0, prune = 0, graft: grafts = 0 } = stage.sent();
      const { share: reached, lastHop } = stage.reach(i);
      const redundancy = payloads / (reached * stage.world.states.length - 1) - 1;
      const control = ihave + prune + grafts;
      return {
        way,
        broadcast: i + 1,
        from: node,
        payloads,
        control,
        grafts,
        redundancy,
        lastHop,
        reached,
      };
    });
  });
}
