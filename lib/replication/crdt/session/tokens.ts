/**
 * What a client carries from one replica to the next (Terry, Demers, Petersen, Spreitzer, Theimer and Welch 1994,
 * *Session guarantees for weakly consistent replicated data*): one vector of the writes that it made, and one of those
 * that its reads may have seen. Which of them a replica must cover depends on what is asked; the paper's table says so.
 *
 * @module
 */

import type { VersionVector } from "../crdt.ts";
import { joinVectors } from "../state/context.ts";

/** Which guarantees a client asks for. */
export interface Guarantees {
  /** A read sees what the session has written. */
  readonly readYourWrites: boolean;
  /** A read sees what earlier reads of the session saw. */
  readonly monotonicReads: boolean;
  /** A write comes after what the session has written. */
  readonly monotonicWrites: boolean;
  /** A write comes after what reads of the session saw. */
  readonly writesFollowReads: boolean;
}

/** All four. */
export const ALL: Guarantees = {
  readYourWrites: true,
  monotonicReads: true,
  monotonicWrites: true,
  writesFollowReads: true,
};

/** None of them. */
export const NONE: Guarantees = {
  readYourWrites: false,
  monotonicReads: false,
  monotonicWrites: false,
  writesFollowReads: false,
};

/** What a client knows of its session. */
export interface Session {
  /** The writes that it made. */
  readonly written: VersionVector;
  /** The writes that its reads may have seen. */
  readonly seen: VersionVector;
}

/** A session in which nothing has happened. */
export const newSession: Session = { written: new Map(), seen: new Map() };

/** The session after an operation was answered, which `covers` these writes. */
export function noted(
  { written, seen }: Session,
  type: "read" | "write",
  covers: VersionVector,
): Session {
  return type === "read"
    ? { written, seen: joinVectors(seen, covers) }
    : { written: joinVectors(written, covers), seen };
}

/** What a replica must cover before it serves this. */
export function needed(
  { written, seen }: Session,
  type: "read" | "write",
  guarantees: Guarantees,
): VersionVector {
  const { readYourWrites, monotonicReads, monotonicWrites, writesFollowReads } = guarantees;
  const [own, others] = type === "read"
    ? [readYourWrites, monotonicReads]
    : [monotonicWrites, writesFollowReads];
  const nothing: VersionVector = new Map();
  return joinVectors(own ? written : nothing, others ? seen : nothing);
}
