/**
 * When heartbeats came, once, and what each estimator would have made of it: all are judged by the same log, as Hayashibara
 * et al. 2004 did with one of a real network.
 *
 * @module
 */

import type { Estimator } from "../../../membership/detector/estimators/estimator.ts";
import { heartbeat } from "../../../membership/detector/heartbeat/heartbeat.ts";
import type { Suspicion, SuspicionTrace } from "../../../membership/detector/suspicions.ts";
import { World } from "../../../sim/world.ts";
import { advance } from "../../advance.ts";
import { assertWhole } from "../../asked.ts";
import { heldBack, type Network, pausesOf, PERIOD_MS } from "./networks.ts";

/** A heartbeat that was news. */
export interface Logged {
  /** When it came, in ms. */
  readonly atMs: number;
  /** Its number, from 1. It was sent `sequence − 1` periods after the beginning. */
  readonly sequence: number;
}

/** Arrivals at one node from one other. */
export interface ArrivalLog {
  /** All that were news, in order. */
  readonly arrivals: readonly Logged[];
  /** How long it was listened, in ms. */
  readonly endMs: number;
}

/** Listens to one node through a network, for so many periods; throws `RangeError` where there are none. */
export function listen(network: Network, beats: number, seed = 1): ArrivalLog {
  assertWhole("listen to heartbeats", { beats }, 1);
  const lists: Logged[][] = [];
  const listening: Estimator<{ list: number }> = {
    name: "listens",
    start: () => ({ list: lists.push([]) - 1 }),
    arrive: ({ list }, { atMs, sequence }) => void lists[list]!.push({ atMs, sequence }),
    deadlineMs: () => Infinity,
  };
  const protocol = heartbeat({ periodMs: PERIOD_MS, estimator: listening });
  const world = new World({
    protocol,
    nodes: 2,
    network: { latency: network.latency },
    faults: heldBack(pausesOf(network, beats, seed)),
    seed,
    trace: "none",
    strict: false,
  });
  advance(world, beats * PERIOD_MS);
  const { list } = world.states[0]!.watched.get(1)!.known as { readonly list: number };
  return { arrivals: lists[list]!, endMs: beats * PERIOD_MS };
}

/** Whom an estimator would have suspected: node 0 watches node 1, which never crashes. */
export function replay<E>(
  estimator: Estimator<E>,
  { arrivals, endMs }: ArrivalLog,
): SuspicionTrace {
  const suspicions: Suspicion[] = [];
  let known = estimator.start(0),
    deadlineMs = estimator.deadlineMs(known),
    since: number | undefined;
  for (const [i, { atMs, sequence }] of arrivals.entries()) {
    if (deadlineMs <= atMs) since ??= deadlineMs;
    if (i === 0) known = estimator.start(atMs);
    estimator.arrive(known, { atMs, sequence, suspected: since !== undefined });
    deadlineMs = estimator.deadlineMs(known);
    if (since === undefined || deadlineMs <= atMs) continue;
    suspicions.push({ by: 0, of: 1, fromMs: since, untilMs: atMs });
    since = undefined;
  }
  if (deadlineMs <= endMs) since ??= deadlineMs;
  if (since !== undefined) suspicions.push({ by: 0, of: 1, fromMs: since, untilMs: Infinity });
  return { nodes: 2, endMs, suspicions, downs: [] };
}

/**
 * How long it would have taken to suspect node 1, in ms, had it crashed halfway between two heartbeats: for each of them
 * after the first `skip`. What was sent before the crash still comes, and no more; what a pause holds back counts as sent.
 */
export function detectionTimes<E>(
  estimator: Estimator<E>,
  { arrivals }: ArrivalLog,
  skip: number,
): number[] {
  const times: number[] = [];
  let known = estimator.start(0), deadlineMs = estimator.deadlineMs(known);
  for (const [i, { atMs, sequence }] of arrivals.entries()) {
    if (i === 0) known = estimator.start(atMs);
    estimator.arrive(known, { atMs, sequence, suspected: deadlineMs <= atMs });
    deadlineMs = estimator.deadlineMs(known);
    const crashMs = (sequence - 1 / 2) * PERIOD_MS;
    // A deadline may lie before the crash: then the suspicion was there already.
    if (i >= skip) times.push(Math.max(0, deadlineMs - crashMs));
  }
  return times;
}
