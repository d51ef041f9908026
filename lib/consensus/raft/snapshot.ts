/**
 * A snapshot replaces the log up to an index (Ongaro 2014, chapter 5): the state machine, the sessions and
 * the configuration as they are after that entry has been applied. Of a state machine it has a copy, or its
 * pages (`Frozen`) where it keeps its state in pages.
 *
 * @module
 */

import type { Configuration, Placed } from "./configuration.ts";
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
export interface SnapshotTitle {
  /** The last entry that it includes. */
  readonly last: Position;
  /** How many bytes it has. */
  readonly bytes: number;
  /** The CRC-32C of them all. */
  readonly checksum: number;
}

/**
 * A snapshot that a leader sends in chunks. As a stream of bytes it consists of blocks, one after another; each
 * is made when it is sent, since all of them together would take as much memory as the state machine does.
 */
export interface Outgoing {
  /** The last entry that it includes. */
  readonly last: Position;
  /** The snapshot. */
  readonly snapshot: Snapshot;
  /** Where the blocks begin, as far as they have been gone through. */
  readonly blocks: Block[];
  /** How many bytes those have. */
  bytes: number;
  /** The CRC-32C of those. */
  checksum: number;
  /** Whether there are no further ones; only then is anything sent. */
  isComplete: boolean;
  /** The block that was made last. */
  latest: { readonly offset: number; readonly data: Uint8Array } | null;
}

/** A piece of a snapshot that is decoded as one. */
export interface Block {
  /** Where it begins in the stream. */
  readonly offset: number;
  /** The first of its pages, and the first that it does not have; null: it holds all that is not in pages. */
  readonly pages: readonly [from: number, to: number] | null;
}

/** What is in a snapshot besides the pages of its state machine. */
export interface SnapshotHead extends Omit<Snapshot, "machine"> {
  /** How large the state machine is, about, in bytes. */
  readonly bytes: number;
}

/** The part of a snapshot that a follower has. */
export interface PartialSnapshot extends SnapshotTitle {
  /** The term of the leader that sent the latest chunk. */
  term: number;
  /** How many bytes have come. Invariant: at most `bytes`. */
  received: number;
  /** The CRC-32C of those. */
  sum: number;
  /** The blocks that are whole. */
  readonly blocks: unknown[];
  /** What has come of the next one. */
  chunks: Uint8Array[];
}

/** What a cluster begins with. */
export function firstSnapshot(configuration: Configuration, machine: unknown): Snapshot {
  return { last: ORIGIN, placed: { index: 0, configuration }, machine, sessions: new Map() };
}
