/** What each part asks for: the type of its answer. There is nothing to fill in here. @module */

import type {
  Changing,
  Cover,
  Follower,
  Granting,
  Holder,
  Holding,
  OwnTerm,
  Quorum,
  Rounds,
  Taking,
  Voter,
  WholeReads,
} from "./given.ts";

/** One answer to each part. */
export interface Answers {
  readonly rounds: Rounds;
  readonly term: OwnTerm;
  readonly holder: Holder;
  readonly voter: Voter;
  readonly follower: Follower;
  readonly pqr: Quorum;
  readonly cover: Cover;
  readonly holding: Holding;
  readonly taking: Taking;
  readonly granting: Granting;
  readonly changing: Changing;
  readonly indexed: WholeReads;
  readonly leased: WholeReads;
  readonly quorums: WholeReads;
}
