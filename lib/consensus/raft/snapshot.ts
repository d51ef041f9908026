/**
 * A snapshot replaces the log up to an index (Ongaro 2014, chapter 5): the state machine, the sessions and
 * the configuration as they are after that entry has been applied. Of a state machine it has a copy, or its
 * pages (`Frozen`) where it keeps its state in pages.
 *
 * @module
 */

import type { Configuration, Placed } from "./configuration.ts";
import type { PartialStream, Stream } from "../../replicated/chunks/partial.ts";
import { ORIGIN, type Position } from "../../replicated/position.ts";
import type { Sessions } from "../../replicated/sessions.ts";

/** What a server has become by applying its log up to `last`. */
export interface Snapshot {
  /** The last entry that it includes. */
  readonly last: Position;
  /** The latest configuration at or before it. */
  readonly placed: Placed;
  /** The state machine. */
  readonly machine: unknown;
  /** What clients were answered, so that nothing is executed again after the snapshot is installed. */
  readonly sessions: Sessions;
}

/** What tells a snapshot as a stream of bytes from another. */
export interface SnapshotTitle extends Stream {
  /** The last entry that it includes. */
  readonly last: Position;
}

/** The part of a snapshot that a follower has. */
export interface PartialSnapshot extends SnapshotTitle, PartialStream {
  /** The term of the leader that sent the latest chunk. */
  term: number;
}

/** What a cluster begins with. */
export function firstSnapshot(configuration: Configuration, machine: unknown): Snapshot {
  return { last: ORIGIN, placed: { index: 0, configuration }, machine, sessions: new Map() };
}
