/**
 * What a coordinator may ask for, given what a quorum has voted for before (Lamport 2006, section 3.1 and figure
 * 2). In a fast ballot acceptors may have voted for several values, and of those who are not heard nobody knows. One
 * value may have been chosen, for all that is heard, if there is a fast quorum of which everybody who is heard has
 * voted for it (O4). As any two fast quorums meet in the quorum that is heard, there is one such value at most.
 *
 * Where quorums are counted by heads, such a value has the most votes of those that are heard, so that counting them
 * finds it if there is one, and something harmless if there is none. Where heads count differently, it does not.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { FastQuorumSystem } from "../../replicated/quorum/fast.ts";
import { compareFastBallots } from "./ballot.ts";
import type { Value, Vote } from "./messages.ts";
import { votersOf } from "./votes.ts";

/** O4: whether a fast quorum may have voted as `voters` have, given that of the others only those not in `heard` may have. */
export function mayBeChosen(
  voters: ReadonlySet<NodeId>,
  heard: ReadonlySet<NodeId>,
  system: FastQuorumSystem,
): boolean {
  return system.fast(
    new Set(system.members.filter((member) => voters.has(member) || !heard.has(member))),
  );
}

/**
 * The value to ask for when a quorum of phase 1 has told its last votes: in their highest ballot the only value, or
 * that which may have been chosen, or the first in the order of texts, so that all who pick from the same votes pick
 * the same. Undefined when nobody has voted: then any proposal will do.
 */
export function picked(
  answers: ReadonlyMap<NodeId, Vote | null>,
  system: FastQuorumSystem,
): Value | undefined {
  const heard = new Set(answers.keys()), votes = votersOf(highestOf(answers));
  const values = [...votes.keys()].sort();
  if (values.length < 2) return values[0];
  return values.find((value) => mayBeChosen(votes.get(value)!, heard, system)) ?? values[0];
}

/** The votes in the highest ballot that is told of. */
function highestOf(answers: ReadonlyMap<NodeId, Vote | null>): Map<NodeId, Value> {
  const cast = [...answers].flatMap(([node, vote]) => vote === null ? [] : [{ node, ...vote }]);
  return new Map(
    cast.filter(({ ballot }) =>
      cast.every((other) => compareFastBallots(other.ballot, ballot) <= 0)
    ).map(({ node, value }) => [node, value]),
  );
}
