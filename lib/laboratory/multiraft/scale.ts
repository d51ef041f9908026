/** What very many groups on very many nodes cost the simulator: awake, and asleep. @module */

import { multiraft } from "../../multiraft/multiraft.ts";
import type { NodeState } from "../../multiraft/state.ts";
import { Random } from "../../sim/random.ts";
import { World } from "../../sim/world.ts";
import { advance } from "../advance.ts";

/** What is run. */
export interface ScaleRun {
  /** How many nodes. */
  readonly nodes: number;
  /** How many groups, each with three replicas on nodes that are drawn. */
  readonly groups: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What was counted. */
export interface Scale {
  /** Whether all groups are awake, or all asleep. */
  readonly way: "awake" | "asleep";
  /** Events of the simulator in an interval between heartbeats, on the average. */
  readonly eventsAnInterval: number;
  /** Messages in an interval. */
  readonly messagesAnInterval: number;
}

/** The time between two heartbeats, in ms. */
const HEARTBEAT_MS = 100;

/** Intervals that are counted. */
const COUNTED = 3;

/** Idle intervals after which a group would sleep: enough for all to be counted while they are awake. */
const PATIENCE = 12;

/** Lets all groups elect leaders, counts, lets them fall asleep, and counts again. About 1 ms of CPU for each group. */
export function scale({ nodes, groups, seed = 1 }: ScaleRun): Scale[] {
  const world = new World({
    protocol: multiraft({
      ranges: drawnRanges(nodes, groups, seed),
      heartbeatMs: HEARTBEAT_MS,
      sleepAfter: PATIENCE,
    }),
    nodes,
    seed,
    trace: "none",
    strict: false,
  });
  const runUntil = (isReady: () => boolean, what: string) => {
    for (let i = 0; !isReady(); i++) {
      if (i === 200) throw new Error(`Cannot count because ${what}: given 20 s of virtual time`);
      advance(world, HEARTBEAT_MS);
    }
  };
  const counted = (way: Scale["way"]): Scale => {
    const { events, messages } = world;
    advance(world, COUNTED * HEARTBEAT_MS);
    return {
      way,
      eventsAnInterval: (world.events - events) / COUNTED,
      messagesAnInterval: (world.messages - messages) / COUNTED,
    };
  };
  runUntil(() => count(world.states, "led") === groups, "all groups must have a leader");
  const awake = counted("awake");
  if (count(world.states, "asleep") > 0) {
    throw new Error("Cannot count because all groups must be awake: given some that sleep");
  }
  runUntil(() => count(world.states, "asleep") === 3 * groups, "all groups must fall asleep");
  // Ticks that were asked for before still come.
  advance(world, 10 * HEARTBEAT_MS);
  return [awake, counted("asleep")];
}

function count(
  states: readonly (Readonly<NodeState> | undefined)[],
  what: "led" | "asleep",
): number {
  let found = 0;
  for (const state of states) {
    for (const { group, asleepSince } of state!.replicas.values()) {
      if (what === "led" ? group.leading !== null : asleepSince !== null) found++;
    }
  }
  return found;
}

function drawnRanges(nodes: number, groups: number, seed: number) {
  const random = new Random(seed, "members");
  const key = (i: number) => String(i).padStart(8, "0");
  return Array.from({ length: groups }, (_, i) => {
    const members = new Set<number>();
    while (members.size < Math.min(3, nodes)) members.add(random.below(nodes));
    return {
      group: i + 1,
      start: i === 0 ? "" : key(i),
      end: i === groups - 1 ? null : key(i + 1),
      members: [...members],
    };
  });
}
