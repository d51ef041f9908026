/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Acceptor,
  Checkpoints,
  Coordinator,
  Executor,
  Interference,
  Order,
  Quorums,
  Recovery,
  WholeEPaxos,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly interference: Interference;
  readonly quorums: Quorums;
  readonly coordinator: Coordinator;
  readonly order: Order;
  readonly executor: Executor;
  readonly acceptor: Acceptor;
  readonly recovery: Recovery;
  readonly checkpoints: Checkpoints;
  readonly agrees: WholeEPaxos;
  readonly endures: WholeEPaxos;
}
