/** Votes for what a primary has proposed. @module */

import type { NodeId } from "../../model/protocol.ts";
import { type Certificate, type Said, speakerOf } from "../../security/identity/signed.ts";
import type { Pbft } from "./settings.ts";
import type { Commit, Prepare } from "./statements.ts";

/** The first word counts. */
export function note<V>(votes: Map<NodeId, Said<V>>, vote: Said<V>): void {
  if (!votes.has(speakerOf(vote))) votes.set(speakerOf(vote), vote);
}

/** Those whose word is for what was proposed, in the order of their numbers. */
export function votersFor<V extends Prepare | Commit>(
  { rules }: Pbft,
  votes: ReadonlyMap<NodeId, Said<V>>,
  statement: V,
): NodeId[] {
  return [...votes.values()].filter((vote) => rules.isFor(vote.statement.digest, statement.digest))
    .map(speakerOf).sort((a, b) => a - b);
}

/** What others can be shown of their votes: with codes nobody has signed anything, and no signers are named. */
export function shown<V>(
  { authentication }: Pbft,
  voters: readonly NodeId[],
  statement: V,
): Certificate<V> {
  return { signers: authentication === "codes" ? [] : voters, statement };
}
