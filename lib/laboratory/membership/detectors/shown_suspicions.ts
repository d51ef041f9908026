/** Who suspected whom in a small run, with mistakes before messages are in time, and a crash after that. @module */

import { growing } from "../../../membership/detector/estimators/growing.ts";
import { heartbeat } from "../../../membership/detector/heartbeat/heartbeat.ts";
import type { State } from "../../../membership/detector/heartbeat/messages.ts";
import {
  suspected,
  type SuspicionTrace,
  watchSuspicions,
} from "../../../membership/detector/suspicions.ts";
import { uniform } from "../../../model/latency.ts";
import { World } from "../../../sim/world.ts";
import { advance } from "../../advance.ts";
import { PERIOD_MS } from "./networks.ts";

/** Three nodes; messages take up to 600 ms until 2 s, then up to 50. Node 2 crashes at 3 s. */
export function shownSuspicions(): SuspicionTrace {
  const watch = watchSuspicions<State>(suspected);
  const world = new World({
    protocol: heartbeat({ periodMs: PERIOD_MS, estimator: growing(250, 100) }),
    nodes: 3,
    network: { latency: uniform(1, 600) },
    invariants: [watch.invariant],
    faults: [{ kind: "crash", at: 3000, node: 2 }],
    seed: 1,
    trace: "none",
    strict: false,
  });
  advance(world, 2000);
  world.reshape({ latency: uniform(1, 50) });
  advance(world, 3000);
  return watch.trace(world.now);
}
