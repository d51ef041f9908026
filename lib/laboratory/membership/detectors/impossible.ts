/**
 * Why there is no perfect detector where nothing bounds delays (Fischer, Lynch and Paterson 1985; Chandra and Toueg 1996):
 * a node that has crashed and one whose messages are late look alike to whoever waits for them.
 *
 * @module
 */

import { fixed } from "../../../membership/detector/estimators/fixed.ts";
import { heartbeat } from "../../../membership/detector/heartbeat/heartbeat.ts";
import type { Fault } from "../../../sim/fault.ts";
import { constant } from "../../../model/latency.ts";
import { equal } from "../../../model/compare.ts";
import type { NodeId } from "../../../model/protocol.ts";
import type { Trace, TraceEvent } from "../../../model/trace.ts";
import { World } from "../../../sim/world.ts";
import { advance } from "../../advance.ts";
import { PERIOD_MS } from "./networks.ts";

/** Two runs of nodes 0 and 1 that are the same to node 0, as long as they are. */
export interface LookAlike {
  /** How long node 0 waits, in ms. */
  readonly timeoutMs: number;
  /** Node 1 crashes. */
  readonly crashed: Trace;
  /** Node 1 is well, and what it sends is late. */
  readonly slow: Trace;
  /** When node 0 suspects node 1, in both runs, in ms. */
  readonly suspectedMs: number;
  /** When the views of node 0 first differ, in ms: a late heartbeat comes. */
  readonly differMs: number;
  /** How many events of node 0 are the same until then. */
  readonly same: number;
}

/** When it goes wrong in both runs, in ms. */
const FAULT_MS = 250;

/** How long a message takes that is not late, in ms. */
const LATENCY_MS = 10;

/**
 * Both runs, for a timeout: heartbeats are as late as it takes for the timeout to run out. Throws on a timeout that runs out
 * while all is well.
 */
export function lookAlike(timeoutMs: number): LookAlike {
  if (!(timeoutMs > PERIOD_MS + LATENCY_MS && timeoutMs < Infinity)) {
    throw new RangeError(
      `Cannot compare a crash with lateness because timeoutMs must be finite, and more than ` +
        `${PERIOD_MS + LATENCY_MS}: given ${timeoutMs}`,
    );
  }
  const lateMs = 2 * PERIOD_MS + timeoutMs, endMs = FAULT_MS + 2 * lateMs;
  const crashed = run(timeoutMs, { kind: "crash", at: FAULT_MS, node: 1 }, endMs);
  const slow = run(
    timeoutMs,
    { kind: "slow", at: FAULT_MS, forMs: endMs, from: 1, to: 0, byMs: lateMs },
    endMs,
  );
  const [left, right] = [viewOf(crashed, 0), viewOf(slow, 0)];
  const same = right.findIndex((event, i) => !equal(event, left[i]));
  const suspicion = left.find((event) => event.kind === "timer" && isExpiry(event.timer));
  return {
    timeoutMs,
    crashed,
    slow,
    suspectedMs: suspicion!.at,
    differMs: right[same]!.at,
    same,
  };
}

function run(timeoutMs: number, fault: Fault, endMs: number): Trace {
  const world = new World({
    protocol: heartbeat({ periodMs: PERIOD_MS, estimator: fixed(timeoutMs) }),
    nodes: 2,
    network: { latency: constant(LATENCY_MS) },
    faults: [fault],
    seed: 1,
    states: true,
  });
  advance(world, endMs);
  return world.trace;
}

/**
 * What a node sees of a run: what it receives, its timers, its states, and what it sends, each at the time of its clock. Not
 * how messages are counted, nor how long they take: that, only an observer knows.
 */
export function viewOf(trace: Trace, node: NodeId): TraceEvent[] {
  return trace.flatMap((event): TraceEvent[] => {
    switch (event.kind) {
      case "deliver":
        return event.to === node ? [{ ...event, message: 0 }] : [];
      case "send":
        return event.from === node ? [{ ...event, message: 0, latencyMs: 0 }] : [];
      case "timer":
      case "start":
      case "save":
      case "state":
        return event.node === node ? [event] : [];
      default:
        return [];
    }
  });
}

function isExpiry(timer: unknown): boolean {
  return (timer as { readonly type: string }).type === "expire";
}
