/** Small instances of Raft, explored: the shortest way to a failure, as a run that can be drawn. @module */

import { exploreProtocol } from "../../check/explore/protocol.ts";
import { replay } from "../../check/explore/replay.ts";
import type { RaftChange } from "../../consensus/raft/change.ts";
import {
  type Bounds,
  bounds,
  type InstanceName,
  instances,
  smallRaft,
} from "../../consensus/raft/instances.ts";
import type { State } from "../../consensus/raft/state.ts";
import type { Trace } from "../../model/trace.ts";
import { World } from "../../sim/world.ts";

/** What came of going through all orders. */
export interface Explored {
  /** How many states there are, or were seen before a failure. */
  readonly states: number;
  /** Whether these are all: nothing was found, and no bound was met. */
  readonly complete: boolean;
  /** The shortest way to a failure, if there is one. */
  readonly failure?: ShortestFailure;
}

/** A way to a failure, than which none is shorter. */
export interface ShortestFailure {
  /** The property that breaks. */
  readonly property: string;
  /** How many steps it takes. */
  readonly steps: number;
  /** The run, a step a millisecond, with the states of the servers. */
  readonly trace: Trace;
  /** The servers as they stand in the end. */
  readonly servers: readonly (Readonly<State> | undefined)[];
}

/**
 * Goes through all orders of events of a small instance of the kit, or of one that is described, in which Raft is
 * changed in some way. An instance that has no end is explored to the depth of the kit, or to `maxDepth`.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { bugs } from "hb/consensus/raft/bugs.ts";
 * import { explored } from "hb/laboratory/raft/explored.ts";
 *
 * const { failure } = explored("two stand in term 1", bugs["votes twice"].change);
 * assertEquals([failure?.property, failure?.steps], ["election safety", 6]);
 * ```
 */
export function explored(
  instance: InstanceName | Bounds,
  change: RaftChange = {},
  maxDepth: number | undefined = typeof instance === "string"
    ? instances[instance].depth
    : undefined,
): Explored {
  const system = smallRaft(typeof instance === "string" ? bounds[instance] : instance, change);
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
