/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Agreement,
  Bank,
  Board,
  CommitWait,
  Execution,
  HybridClock,
  Interval,
  LamportClock,
  Siblings,
  VectorClock,
} from "./events.ts";

/** One answer to each part. */
export interface Answers {
  before(execution: Execution, a: number, b: number): boolean;
  readonly lamport: LamportClock;
  readonly vectors: VectorClock;
  readonly siblings: Siblings;
  readonly delivery: Board["upon"]["news"];
  readonly hybrid: HybridClock;
  marzullo(sources: readonly Interval[]): Agreement;
  readonly commit: CommitWait;
  tolerant(sources: readonly Interval[], wrong: number): Interval | undefined;
  readonly snapshot: Bank;
}
