/** Votes that a leader has received, and the certificates that they are. @module */

import { certificateOf, type Signed } from "../../security/identity/signed.ts";
import type { QuorumCertificate, Vote } from "./block.ts";
import { placeOf } from "./checks.ts";
import { noteCheckpoint } from "./checkpoint.ts";
import type { HotStuffIo, Sent } from "./messages.ts";
import type { HotStuff } from "./settings.ts";
import type { Replica } from "./state.ts";

/** Somebody has voted. */
export function uponVote(
  hotstuff: HotStuff,
  s: Replica,
  { vote, checkpoint, from }: Sent<"vote">,
  io: HotStuffIo,
): void {
  const { cluster, members, phases } = hotstuff, { signer, statement } = vote;
  if (signer !== from || !members.includes(from)) return;
  if (statement.cluster === cluster && phases.includes(statement.phase)) {
    noteVote(hotstuff, s, vote);
  }
  if (checkpoint?.signer === from) noteCheckpoint(hotstuff, s, checkpoint, io);
}

/** Keeps a vote. Those of the loyal go forward, so that the last of each is the one that counts. */
export function noteVote(hotstuff: HotStuff, s: Replica, vote: Signed<Vote>): void {
  const known = s.votes.get(vote.signer);
  if (known === undefined || isLater(hotstuff, vote.statement, known.statement)) {
    s.votes.set(vote.signer, vote);
  }
}

/** The votes for just this as a certificate, if they are a quorum. */
export function certificateFor(
  { quorum }: HotStuff,
  s: Replica,
  vote: Vote,
): QuorumCertificate | undefined {
  const same = [...s.votes.values()].filter(({ statement }) => isSame(statement, vote));
  return same.length >= quorum ? certificateOf(same) : undefined;
}

function isLater(hotstuff: HotStuff, vote: Vote, known: Vote): boolean {
  const phases = placeOf(hotstuff, vote.phase) - placeOf(hotstuff, known.phase);
  return vote.view > known.view || vote.view === known.view && phases > 0;
}

function isSame(one: Vote, other: Vote): boolean {
  return one.view === other.view && one.phase === other.phase && one.block === other.block &&
    one.justified === other.justified && one.cluster === other.cluster;
}
