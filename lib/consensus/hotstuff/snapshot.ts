/**
 * The state of a replica at a checkpoint: after each decided block whose height is a multiple of `checkpointEvery`. It
 * is kept in pages (Castro and Liskov 2002, section 5.3), and what replicas sign of it is the digest of the digests of
 * its pages, so that each page is known to be right or wrong as soon as it comes.
 *
 * @module
 */

import type { Certificate } from "../../security/identity/signed.ts";

/** What a replica signs that has come to a checkpoint. */
export interface Checkpoint {
  /** The service. */
  readonly cluster: string;
  /** The height of the block that it has executed last. */
  readonly height: number;
  /** The digest of the digests of all pages of its state. */
  readonly state: string;
}

/** A quorum has come to a checkpoint, in the same state. */
export type StableCheckpoint = Certificate<Checkpoint>;

/** A state at a checkpoint. */
export interface Snapshot {
  /** The height of the block that was executed last. */
  readonly height: number;
  /** All of the state: a `Head`, and then the state machine. */
  readonly pages: readonly unknown[];
  /** The digests of the pages. */
  readonly digests: readonly string[];
}

/** A state that somebody offers. */
export interface Offer {
  /** Why it is right. */
  readonly stable: StableCheckpoint;
  /** The digests of its pages. */
  readonly digests: readonly string[];
}
