/** Your answers, as the suite takes them. There is nothing to fill in here. @module */

import type { Interval } from "hb/clocks/interval.ts";
import { before } from "./before.ts";
import { commit } from "./commit.ts";
import { delivery } from "./delivery.ts";
import type {
  Agreement,
  Board,
  CommitWait,
  Execution,
  HybridClock,
  LamportClock,
  Siblings,
  VectorClock,
} from "./events.ts";
import { hybrid } from "./hybrid.ts";
import { lamport } from "./lamport.ts";
import { marzullo } from "./marzullo.ts";
import { siblings } from "./siblings.ts";
import { vectors } from "./vectors.ts";

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
