/** Your answers, as the suite takes them. There is nothing to fill in here. @module */

import type { Interval } from "hb/clocks/interval.ts";
import { before } from "./before.ts";
import { commit, type CommitWait } from "./commit.ts";
import { delivery } from "./delivery.ts";
import type { Agreement, Board, Execution } from "./events.ts";
import { hybrid, type HybridClock } from "./hybrid.ts";
import { lamport, type LamportClock } from "./lamport.ts";
import { marzullo } from "./marzullo.ts";
import { type Siblings, siblings } from "./siblings.ts";
import { type VectorClock, vectors } from "./vectors.ts";

/** One answer to each part. */
export interface Subject {
  before(execution: Execution, a: number, b: number): boolean;
  readonly lamport: LamportClock;
  readonly vectors: VectorClock;
  readonly siblings: Siblings;
  readonly delivery: Board["upon"]["news"];
  readonly hybrid: HybridClock;
  marzullo(sources: readonly Interval[]): Agreement;
  readonly commit: CommitWait;
}

export const subject: Subject = {
  before,
  lamport,
  vectors,
  siblings,
  delivery,
  hybrid,
  marzullo,
  commit,
};
