/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Acceptor,
  Executor,
  Fill,
  Learner,
  Members,
  Proposer,
  Quorums,
  Takeover,
  ToPropose,
  WholePaxos,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly acceptor: Acceptor;
  readonly value: ToPropose;
  readonly quorums: Quorums;
  readonly learner: Learner;
  readonly proposer: Proposer;
  readonly takeover: Takeover;
  readonly executor: Executor;
  readonly fill: Fill;
  readonly members: Members;
  readonly decides: WholePaxos;
  readonly endures: WholePaxos;
}
