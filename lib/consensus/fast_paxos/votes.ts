/** The votes in the ballots of Fast Paxos, where two acceptors may vote for different values in one. @module */

import type { NodeId } from "../../model/protocol.ts";
import { compareFastBallots, type FastBallot } from "./ballot.ts";
import type { Value } from "./messages.ts";

/** The votes in one ballot. */
export interface Cast {
  /** The ballot. */
  readonly ballot: FastBallot;
  /** Who has voted for what. */
  readonly votes: Map<NodeId, Value>;
}

/** The votes in `ballot` among those in all ballots, which stay in order; where there are none yet, an empty entry is put in. */
export function votesIn(all: Cast[], ballot: FastBallot): Cast {
  const at = all.findIndex((known) => compareFastBallots(known.ballot, ballot) >= 0);
  const known = all[at];
  if (known !== undefined && compareFastBallots(known.ballot, ballot) === 0) return known;
  const none: Cast = { ballot, votes: new Map() };
  all.splice(at < 0 ? all.length : at, 0, none);
  return none;
}

/** Who has voted for each value. */
export function votersOf(votes: ReadonlyMap<NodeId, Value>): Map<Value, Set<NodeId>> {
  const voters = new Map<Value, Set<NodeId>>();
  for (const [node, value] of votes) {
    voters.set(value, (voters.get(value) ?? new Set<NodeId>()).add(node));
  }
  return voters;
}
