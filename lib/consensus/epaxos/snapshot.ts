/**
 * What a replica has become by executing all that comes before a checkpoint. A checkpoint interferes with everything,
 * so all replicas execute the same before it, and have the same snapshot there; of two snapshots, one includes the
 * other.
 *
 * @module
 */

import type { Sessions } from "../../replicated/sessions.ts";
import type { Dependencies, Id } from "./instance.ts";

/** A snapshot. */
export interface Snapshot {
  /** Counts the checkpoints; 0 before the first. */
  readonly number: number;
  /** For each replica: all its instances up to this slot are executed, or will never do anything. */
  readonly through: Dependencies;
  /** Instances beyond those that are executed, too. */
  readonly beyond: readonly string[];
  /** Who touched what last, of the instances that it includes: they are forgotten, and still depended on. */
  readonly touched: ReadonlyMap<string, Touched>;
  /** The state machine: a copy, or its pages. */
  readonly machine: unknown;
  /** What clients were answered. */
  readonly sessions: Sessions;
}

/** Who touched something last. */
export interface Touched {
  /** For each replica, its last instance that read it. */
  readonly reads: Dependencies;
  /** For each replica, its last instance that wrote it. */
  readonly writes: Dependencies;
  /** The greatest sequence number of any of them. */
  readonly sequence: number;
}

/** Whether an instance is in a snapshot, and therefore forgotten. */
export function includes({ through, beyond }: Snapshot, id: Id): boolean {
  return id.slot <= through[id.replica]! || beyond.includes(`${id.replica}.${id.slot}`);
}
