/** Small systems, explored: the shortest way to a failure, as a run that can be drawn. @module */

import { exploreProtocol, type ProtocolSystem } from "../check/explore/protocol.ts";
import { replay } from "../check/explore/replay.ts";
import { systemOf } from "../kit/find.ts";
import { entryOf, type Kit } from "../kit/kit.ts";
import type { Tagged } from "../model/protocol.ts";
import type { Trace } from "../model/trace.ts";
import { World } from "../sim/world.ts";

/** What came of going through all orders. */
export interface Explored<S> {
  /** How many states there are, or were seen before a failure. */
  readonly states: number;
  /** Whether these are all: nothing was found, and no bound was met. */
  readonly complete: boolean;
  /** The shortest way to a failure, if there is one. */
  readonly failure?: ShortestFailure<S>;
}

/** A way to a failure, than which none is shorter. */
export interface ShortestFailure<S> {
  /** The property that breaks. */
  readonly property: string;
  /** How many steps it takes. */
  readonly steps: number;
  /** The run, a step a millisecond, with the states of the nodes. */
  readonly trace: Trace;
  /** The nodes as they stand in the end; undefined if one is down. */
  readonly servers: readonly (Readonly<S> | undefined)[];
}

/**
 * Goes through all orders of events of a system, or to a depth.
 *
 * @example Two proposers of Paxos, of whom neither asks what has been voted for
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { kit } from "hb/consensus/paxos/kit.ts";
 * import { exploredKit } from "hb/laboratory/explored.ts";
 *
 * const { failure } = exploredKit(kit, "two proposers", "own value");
 * assertEquals([failure?.property, failure?.steps], ["chosen stays", 13]);
 * ```
 */
export function explored<S, M extends Tagged, T extends Tagged = never, R = never>(
  system: ProtocolSystem<S, M, T, R>,
  maxDepth?: number,
): Explored<S> {
  const { unique, complete, findings } = exploreProtocol(
    system,
    maxDepth === undefined ? {} : { maxDepth },
  );
  const [finding] = findings;
  if (finding === undefined) return { states: unique, complete };
  const { scenario, ms, violation } = replay(system, finding);
  const world = new World({ ...scenario, seed: 1, states: true, strict: false });
  world.run(ms);
  return {
    states: unique,
    complete,
    failure: {
      property: finding.property,
      steps: finding.path.length - 1,
      trace: [...world.trace, ...violation],
      servers: world.states,
    },
  };
}

/** The same with an instance of a kit, to its own depth, and with one of its bugs if one is named. */
export function exploredKit<S, M extends Tagged, T extends Tagged, R, C>(
  kit: Kit<S, M, T, R, C>,
  instance: string,
  bug?: string,
): Explored<S> {
  const [, { depth }] = entryOf(kit.name, "an instance", kit.instances, instance);
  return explored(systemOf(kit, instance, bug), depth);
}
