/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Certificates,
  Checkpoints,
  Client,
  Generals,
  Guilt,
  NewViews,
  Pacemaker,
  Phases,
  ReliableBroadcast,
  Safety,
  WholeHotStuff,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly generals: Generals;
  readonly broadcast: ReliableBroadcast;
  readonly certificates: Certificates;
  readonly phases: Phases;
  readonly checkpoints: Checkpoints;
  readonly views: NewViews;
  readonly client: Client;
  readonly safety: Safety;
  readonly pacemaker: Pacemaker;
  readonly guilt: Guilt;
  readonly whole: WholeHotStuff;
}
