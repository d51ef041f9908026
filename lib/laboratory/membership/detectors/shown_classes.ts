/**
 * Which class of detector heartbeats are depends on the world that they run in, not only on them: the same detectors in three
 * worlds, and the classes that their runs show.
 *
 * @module
 */

import { classesOf, type DetectorClass } from "../../../membership/detector/classes.ts";
import { fixed } from "../../../membership/detector/estimators/fixed.ts";
import { growing } from "../../../membership/detector/estimators/growing.ts";
import { heartbeat } from "../../../membership/detector/heartbeat/heartbeat.ts";
import { complete } from "../../../membership/detector/reductions/complete.ts";
import { suspected, watchSuspicions } from "../../../membership/detector/suspicions.ts";
import { exponential, type Latency, uniform } from "../../../model/latency.ts";
import type { NodeId, Protocol, Tagged } from "../../../model/protocol.ts";
import { World } from "../../../sim/world.ts";
import { advance } from "../../advance.ts";
import { PERIOD_MS } from "./networks.ts";

/** A world, by what is known of its delays. */
export type Synchrony = "synchronous" | "partially synchronous" | "asynchronous";

/** One detector in one world. */
export interface ShownClasses {
  /** What is known of delays. */
  readonly world: Synchrony;
  /** The detector. */
  readonly detector: string;
  /** The classes that the run showed, from strong to weak; none: not even the weakest, from 12 s on. */
  readonly classes: readonly DetectorClass[];
}

/** When delays change for good, in ms. */
const GST_MS = 6000;

/** How long messages take before and after `GST_MS`. */
const worlds: Readonly<Record<Synchrony, readonly [before: Latency, after: Latency]>> = {
  synchronous: [uniform(1, 50), uniform(1, 50)],
  "partially synchronous": [uniform(1, 1500), uniform(1, 50)],
  asynchronous: [exponential(1, 400), exponential(1, 400)],
};

/** A detector of which only its suspicions matter. */
type AnyDetector = Protocol<{ readonly suspected: ReadonlySet<NodeId> }, Tagged, Tagged, unknown>;

const ring = heartbeat({ periodMs: PERIOD_MS, watchers: 1, estimator: growing(200, 50) });

// Sound as long as a world hands a protocol only what it has sent itself.
const detectors = {
  "a fixed timeout": heartbeat({ periodMs: PERIOD_MS, estimator: fixed(200) }),
  "a growing timeout": heartbeat({ periodMs: PERIOD_MS, estimator: growing(200, 50) }),
  "a growing timeout, in a ring": ring,
  "the same with gossip": complete(ring, PERIOD_MS),
} as unknown as Readonly<Record<string, AnyDetector>>;

/** All detectors in all worlds: four nodes, of which one crashes for good. */
export function shownClasses(): ShownClasses[] {
  return (Object.keys(worlds) as Synchrony[]).flatMap((world) =>
    Object.entries(detectors).map(([detector, protocol]): ShownClasses => (
      { world, detector, classes: classesIn(world, protocol) }
    ))
  );
}

/** What a fixed timeout shows where messages take at most 50 ms, from the beginning on. */
export function inTimeClasses(timeoutMs: number): DetectorClass[] {
  const protocol = heartbeat({ periodMs: PERIOD_MS, estimator: fixed(timeoutMs) });
  // As above.
  return classesIn("synchronous", protocol as unknown as AnyDetector);
}

function classesIn(world: Synchrony, protocol: AnyDetector): DetectorClass[] {
  const [before, after] = worlds[world], watch = watchSuspicions(suspected);
  const run = new World({
    protocol,
    nodes: 4,
    network: { latency: before },
    invariants: [watch.invariant],
    faults: [{ kind: "crash", at: 8000, node: 3 }],
    seed: 1,
    trace: "none",
    strict: false,
  });
  advance(run, GST_MS);
  run.reshape({ latency: after });
  advance(run, 20_000 - GST_MS);
  return classesOf(watch.trace(run.now), 12_000);
}
