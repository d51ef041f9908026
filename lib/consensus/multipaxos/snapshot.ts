/** What a server has become by executing its slots, in the place of them. @module */

import type { PartialStream, Stream } from "../../replicated/chunks/partial.ts";
import type { Sessions } from "../../replicated/sessions.ts";
import type { Placed } from "./configuration.ts";

/** A snapshot. */
export interface Snapshot {
  /** The last slot that it includes. */
  readonly slot: number;
  /** How many commands those slots had: the number of the last one. */
  readonly commands: number;
  /** The configurations of later slots, as far as they are known by then. */
  readonly configurations: readonly Placed[];
  /** The state machine: a copy, or its pages. */
  readonly machine: unknown;
  /** What clients were answered. */
  readonly sessions: Sessions;
}

/** What tells a snapshot as a stream of bytes from another. */
export interface SnapshotTitle extends Stream {
  /** The last slot that it includes. */
  readonly slot: number;
}

/** The part of a snapshot that a server has. */
export interface PartialSnapshot extends SnapshotTitle, PartialStream {}
