/** Small instances of protocols that serve reads, explored: the shortest way to a stale read, as a run that can be drawn. @module */

import { exploreInstance, systemOf } from "../../kit/find.ts";
import type { Kit } from "../../kit/kit.ts";
import { replay } from "../../check/explore/replay.ts";
import type { Tagged } from "../../model/protocol.ts";
import type { Trace } from "../../model/trace.ts";
import { World } from "../../sim/world.ts";

/** What came of going through all orders. */
export interface ExploredReads {
  /** How many states there are, or were seen before a failure. */
  readonly states: number;
  /** Whether these are all: nothing was found, and no bound was met. */
  readonly complete: boolean;
  /** How many steps the shortest way to a failure has; none when there is no failure. */
  readonly steps?: number;
  /** That way as a run, a step a millisecond; empty when there is none. */
  readonly trace: Trace;
}

/** Goes through all orders of events of an instance of a kit, with one of its bugs if one is named. */
export function exploredReads<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  instance: string,
  bug?: string,
): ExploredReads {
  const { unique: states, complete, findings: [finding] } = exploreInstance(kit, instance, bug);
  if (finding === undefined) return { states, complete, trace: [] };
  const { scenario, ms, violation } = replay(systemOf(kit, instance, bug), finding);
  const world = new World({ ...scenario, seed: 1, states: true, strict: false });
  world.run(ms);
  return {
    states,
    complete,
    steps: finding.path.length - 1,
    trace: [...world.trace, ...violation],
  };
}
