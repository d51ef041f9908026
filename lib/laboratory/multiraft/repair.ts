/**
 * How long it takes until all ranges have all replicas again after nodes are lost. All other nodes
 * have a part in it: each sends a few replicas and gets a few, so the more nodes there are, the
 * sooner it is done.
 *
 * @module
 */

import {
  type DrivenWorld,
  evenRanges,
  leadersOf,
  nodesUpTo,
  racksOf,
  softOf,
  worldOf,
} from "../../multiraft/driver/kit/stage.ts";
import { latest } from "../../consensus/raft/configuration.ts";
import { advance } from "../advance.ts";

/** What is lost. */
export type Loss = "a node" | "a rack";

/** What is run. */
export interface RepairRun {
  /** How many nodes there are. */
  readonly nodes: number;
  /** What is lost; default "a node". */
  readonly loses?: Loss;
  /** How many nodes a rack has; default 2. */
  readonly rack?: number;
  /** How many replicas each node has; a multiple of 3; default 30. */
  readonly perNode?: number;
  /** How many replicas may come to a node, and as many leave it, at a time; default 1. */
  readonly atOnce?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** How it went. Times are in ms since the loss. */
export interface Repair {
  /** How many nodes there were. */
  readonly nodes: number;
  /** What was lost. */
  readonly loses: Loss;
  /** How many replicas were lost. */
  readonly lost: number;
  /** After how long all ranges had a leader that is there; NaN: not within two minutes. */
  readonly ledAfterMs: number;
  /** After how long the driver took the nodes for down and began. */
  readonly beganAfterMs: number;
  /** After how long all ranges had all replicas; NaN: not within two minutes. */
  readonly wholeAfterMs: number;
  /** How many ranges still lacked a replica, against time. */
  readonly lacking: readonly { readonly atMs: number; readonly ranges: number }[];
}

/** When it is given up. */
const LAST_MS = 120_000;

/** Loses a node, or a rack, and waits. Costs from 0.2 s of CPU (6 nodes) to 1.5 s (96). */
export function repair(run: RepairRun): Repair {
  const { nodes, loses = "a node", rack = 2, perNode = 30, atOnce = 1, seed = 1 } = run;
  const gone = new Set(nodesUpTo(loses === "a node" ? 1 : rack).map((i) => nodes - 1 - i));
  const order = nodesUpTo(nodes).sort((a, b) => a % rack - b % rack || a - b);
  const world = worldOf({
    options: {
      ranges: evenRanges({ groups: nodes * perNode / 3, nodes: order }),
      sleepAfter: 3,
      driver: { members: [0, 1, 2], siteOf: racksOf(rack), maxIn: atOnce, maxOut: atOnce },
    },
    nodes,
    seed,
  });
  // Leaders are about even before.
  advance(world, 10_000);
  const from = world.now;
  for (const node of gone) world.inject({ kind: "crash", at: 0, node });
  const lost = lostReplicas(world, gone), lacking = [{ atMs: 0, ranges: lost.size }];
  let ledAfterMs = NaN, beganAfterMs = NaN, wholeAfterMs = NaN;
  while (Number.isNaN(wholeAfterMs) && world.now - from < LAST_MS) {
    advance(world, 100);
    const atMs = world.now - from, led = leadersOf(world.states);
    if (Number.isNaN(ledAfterMs) && led.length === nodes * perNode / 3) ledAfterMs = atMs;
    if (Number.isNaN(beganAfterMs) && repairs(world)) beganAfterMs = atMs;
    const ranges = nodes * perNode / 3 - led.filter(({ group }) => isFull(group, gone)).length;
    if (ranges !== lacking.at(-1)!.ranges) lacking.push({ atMs, ranges });
    if (ranges === 0) wholeAfterMs = atMs;
  }
  const count = [...lost.values()].reduce((sum, each) => sum + each, 0);
  return { nodes, loses, lost: count, ledAfterMs, beganAfterMs, wholeAfterMs, lacking };
}

/** How many of its replicas each range has lost, where it has lost any. */
function lostReplicas(world: DrivenWorld, gone: ReadonlySet<number>): Map<number, number> {
  const lost = new Map<number, number>();
  for (const { group, voters } of softOf(world.states)!.ranges.values()) {
    const count = voters.filter((node) => gone.has(node)).length;
    if (count > 0) lost.set(group, count);
  }
  return lost;
}

function repairs(world: DrivenWorld): boolean {
  const { operators } = softOf(world.states) ?? { operators: new Map() };
  return [...operators.values()].some(({ reason }) => reason === "repair");
}

function isFull(
  group: { readonly configurations: Parameters<typeof latest>[0] },
  gone: ReadonlySet<number>,
) {
  const { voters, outgoing } = latest(group.configurations).configuration;
  return voters.length === 3 && outgoing.length === 0 && !voters.some((node) => gone.has(node));
}
