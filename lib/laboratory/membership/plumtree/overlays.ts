/**
 * The overlay that HyParView makes: how many neighbours nodes have, how near all are to all, how much neighbours know
 * each other, and what becomes of it when a share of the nodes crashes at once (Leitão, Pereira and Rodrigues 2007,
 * HyParView, sections 5.2 to 5.4).
 *
 * @module
 */

import { assertKinds, numberAbove, numberFrom, wholeFrom } from "../../../model/kinds.ts";
import { mutualLinks, partsOf } from "../../../membership/hyparview/overlay_graph.ts";
import type { NodeId } from "../../../model/protocol.ts";
import { Random } from "../../../sim/random.ts";
import { overViews, type Stage, type StageOptions } from "./stage.ts";
import type { State as View } from "../../../membership/hyparview/state.ts";

/** What an overlay is like; a link counts that both ends know of. */
export interface OverlayShape {
  /** How many nodes are up. */
  readonly nodes: number;
  /** How many of them have so many neighbours: `degrees[d]` have `d`. */
  readonly degrees: readonly number[];
  /** The mean number of other nodes in passive views that are up. */
  readonly passive: number;
  /** The share of nodes in the largest part, 0 to 1; 1 when all can be reached. */
  readonly largest: number;
  /** How many parts there are. */
  readonly parts: number;
  /** The mean, over nodes, of the share of pairs of neighbours that are neighbours (Watts and Strogatz 1998). */
  readonly clustering: number;
  /** The mean distance between nodes of the largest part, in hops, from some of them to all. */
  readonly path: number;
}

/** From how many nodes distances are measured. */
const FROM = 20;

/** The shape of an overlay. */
export function shapeOf(views: readonly (Readonly<View> | undefined)[]): OverlayShape {
  const graph = mutualLinks(views), isUp = (node: NodeId) => views[node] !== undefined;
  const up = views.flatMap((s, node) => s === undefined ? [] : [node]);
  const parts = partsOf(graph, isUp), largest = parts[0] ?? [];
  const most = Math.max(0, ...up.map((node) => graph[node]!.length));
  const degrees = Array.from({ length: most + 1 }, () => 0);
  for (const node of up) degrees[graph[node]!.length]!++;
  const known = up.reduce((sum, node) => sum + views[node]!.passive.filter(isUp).length, 0);
  const step = Math.max(1, Math.floor(largest.length / FROM));
  const from = largest.filter((_, i) => i % step === 0).slice(0, FROM);
  return {
    nodes: up.length,
    degrees,
    passive: known / up.length,
    largest: largest.length / up.length,
    parts: parts.length,
    clustering: up.reduce((sum, node) => sum + clusteringAt(graph, node), 0) / up.length,
    path: from.reduce((sum, node) => sum + meanDistance(graph, node), 0) / from.length,
  };
}

function clusteringAt(graph: readonly (readonly NodeId[])[], node: NodeId): number {
  const near = graph[node]!, pairs = near.length * (near.length - 1) / 2;
  if (pairs === 0) return 0;
  let linked = 0;
  for (const [i, a] of near.entries()) {
    for (const b of near.slice(i + 1)) if (graph[a]!.includes(b)) linked++;
  }
  return linked / pairs;
}

function meanDistance(graph: readonly (readonly NodeId[])[], from: NodeId): number {
  const distance = new Int32Array(graph.length).fill(-1), reached = [from];
  distance[from] = 0;
  let sum = 0;
  for (const node of reached) {
    sum += distance[node]!;
    for (const peer of graph[node]!) {
      if (distance[peer] !== -1) continue;
      distance[peer] = distance[node]! + 1;
      reached.push(peer);
    }
  }
  return sum / Math.max(1, reached.length - 1);
}

/** What is measured of a crash. */
export interface RepairOptions extends Omit<StageOptions, "way" | "tree"> {
  /** The share of nodes that crash at once, 0 to 1. */
  readonly share: number;
  /** Until how long after, in ms; default 6000. */
  readonly forMs?: number;
  /** How often it is looked at, in ms; default 1000. */
  readonly everyMs?: number;
}

/** The overlay at a moment. */
export interface RepairRow {
  /** When, in ms after the crash. */
  readonly atMs: number;
  /** How it was then. */
  readonly shape: OverlayShape;
}

/** The overlay before a crash, at −1 ms; at the crash; and while it is repaired. */
export function repair(options: RepairOptions): RepairRow[] {
  const { share, forMs = 6000, everyMs = 1000, seed = 1 } = options;
  assertKinds("measure a repair", { share, forMs, everyMs }, {
    share: numberFrom(0, 1),
    forMs: numberFrom(0),
    everyMs: numberAbove(0),
  });
  const stage = overViews(options), { world } = stage, random = new Random(seed, "failures");
  const crashed = Math.round(share * world.states.length);
  assertKinds("measure a repair", { crashed }, { crashed: wholeFrom(0, world.states.length - 1) });
  const rows: RepairRow[] = [{ atMs: -1, shape: shapeOf(viewsOn(stage)) }];
  const order = world.states.map((_, node) => ({ node, key: random.unit() }))
    .sort((a, b) => a.key - b.key);
  for (const { node } of order.slice(0, crashed)) {
    world.inject({ kind: "crash", at: 0, node });
  }
  for (let atMs = 0; atMs <= forMs; atMs += everyMs) {
    rows.push({ atMs, shape: shapeOf(viewsOn(stage)) });
    world.run(everyMs);
  }
  return rows;
}

/** The views of all nodes on a stage. */
export function viewsOn({ world }: Stage<View>): readonly (Readonly<View> | undefined)[] {
  return world.states.map((s) => s?.overlay);
}
