/**
 * What it costs that many groups have leaders who say that they are there: in a message each, in
 * one message from node to node, and where groups that have nothing to do sleep.
 *
 * @module
 */

import { evenRanges, nodesUpTo } from "../../multiraft/driver/kit/stage.ts";
import { multiraft } from "../../multiraft/multiraft.ts";
import type { NodeState } from "../../multiraft/state.ts";
import { World } from "../../sim/world.ts";
import { advance } from "../advance.ts";

/** How heartbeats travel. */
export type HeartbeatWay = "one by one" | "coalesced" | "asleep";

/** What is measured. */
export interface HeartbeatRun {
  /** How many nodes. */
  readonly nodes: number;
  /** How many ranges, each a group. */
  readonly groups: number;
  /** How many replicas each has; default 3. */
  readonly replicas?: number;
  /** Default 1. */
  readonly seed?: number;
}

/** What was measured. */
export interface Heartbeats {
  /** How many nodes. */
  readonly nodes: number;
  /** How many groups. */
  readonly groups: number;
  /** How many replicas each has. */
  readonly replicas: number;
  /** How heartbeats travel. */
  readonly way: HeartbeatWay;
  /**
   * Messages from leaders in one interval between heartbeats, without the answers to them, on the
   * average.
   */
  readonly messages: number;
  /** The formula's: R(r − 1) one by one, at most N(N − 1) coalesced, none asleep. */
  readonly formula: number;
}

/** The time between two heartbeats, in ms. */
export const HEARTBEAT_MS = 100;

/** How many intervals are counted. */
const INTERVALS = 3;

/** When it is counted in any case. */
const LAST_MS = 10_000;

/** Counts heartbeats, each way. About 3 ms of CPU for each group, all three ways. */
export function heartbeats(run: HeartbeatRun): Heartbeats[] {
  return (["one by one", "coalesced", "asleep"] as const).map((way) => measured(run, way));
}

function measured({ nodes, groups, replicas = 3, seed = 1 }: HeartbeatRun, way: HeartbeatWay) {
  let counts = false, messages = 0;
  const world = new World({
    protocol: multiraft({
      ranges: evenRanges({ groups, nodes: nodesUpTo(nodes), replicas }),
      heartbeatMs: HEARTBEAT_MS,
      coalesces: way !== "one by one",
      ...(way === "asleep" && { sleepAfter: 5 }),
    }),
    nodes,
    seed,
    trace: "none",
    strict: false,
    tap: ({ body }) => {
      if (counts && isHeartbeat(body as never)) messages++;
    },
  });
  // Until all have leaders, or sleep.
  const isReady = () => way === "asleep" ? allSleep(world.states) : allLed(world.states, groups);
  while (!isReady() && world.now < LAST_MS) advance(world, HEARTBEAT_MS);
  counts = true;
  advance(world, INTERVALS * HEARTBEAT_MS);
  const most = Math.min(nodes * (nodes - 1), groups * (replicas - 1));
  const formula = way === "one by one" ? groups * (replicas - 1) : way === "coalesced" ? most : 0;
  return { nodes, groups, replicas, way, messages: messages / INTERVALS, formula };
}

type States = readonly (Readonly<NodeState> | undefined)[];

function allLed(states: States, groups: number): boolean {
  let led = 0;
  for (const s of states) {
    for (const { group } of s!.replicas.values()) if (group.leading !== null) led++;
  }
  return led === groups;
}

function allSleep(states: States): boolean {
  return states.every((s) => [...s!.replicas.values()].every((each) => each.asleepSince !== null));
}

interface Sent {
  readonly type: string;
  readonly message?: { readonly type: string };
}

/** In groups that nothing is asked of, whatever leaders append is a heartbeat. */
function isHeartbeat({ type, message }: Sent): boolean {
  return type === "beats" || type === "group" && message!.type === "appendEntries";
}
