/**
 * The three phases (1999, section 4.2). With *pre-prepare* the primary gives a batch a number; a quorum that *prepares*
 * it rules out any other batch for that number in that view; a quorum that *commits* it knows that a quorum has
 * prepared, so that no later view can pass over it.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import { type Certificate, sign, type Signed } from "../../security/identity/signed.ts";
import { isAbout, isBatch, isReplica } from "./evidence.ts";
import { execute } from "./execute.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import type { Commit, Prepare } from "./statements.ts";
import { batchOf, hold, save, slotOf, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { lowOf, primaryOf, type Replica, type Slot } from "./state.ts";

/** Whether a number lies between the water marks. */
export function isBetweenMarks({ rules, logSize }: Pbft, s: Replica, sequence: number): boolean {
  const low = lowOf(s);
  return sequence > low && sequence <= rules.highMark(low, logSize);
}

/** The primary gives a batch a number. */
export function uponPrePrepare(
  pbft: Pbft,
  s: Replica,
  { prePrepare, batch }: Incoming<"prePrepare">,
  io: PbftIo,
): void {
  const { signer, statement } = prePrepare;
  if (!isAbout(pbft, "prePrepare", statement) || s.changing || statement.view !== s.view) return;
  const { sequence, digest } = statement;
  if (signer !== primaryOf(s.view, pbft.replicas) || signer === io.self) return;
  if (!isBetweenMarks(pbft, s, sequence) || pbft.digest(batch) !== digest) return;
  const accepted = s.slots.get(sequence)?.prePrepare?.statement.digest;
  if (accepted === digest) {
    hold(s, digest, batch, sequence);
    return execute(pbft, s, io);
  }
  // Null requests come with a new view only.
  if (!pbft.rules.mayAccept(digest, accepted) || batch.length === 0 || !isBatch(pbft, batch)) {
    return;
  }
  slotOf(s, sequence).prePrepare = prePrepare;
  hold(s, digest, batch, sequence);
  save(pbft, { type: "accepted", prePrepare, batch }, io);
  prepare(pbft, s, sequence, io);
}

/** Says that it has accepted what stands in this slot; the primary has said so already. */
export function prepare(pbft: Pbft, s: Replica, sequence: number, io: PbftIo): void {
  if (primaryOf(s.view, pbft.replicas) !== io.self) {
    const slot = slotOf(s, sequence), vote = sign(io, ownPrepare(slot));
    slot.prepares.set(io.self, vote);
    tellReplicas(pbft, { type: "prepare", prepare: vote }, io);
  }
  advance(pbft, s, sequence, io);
}

/** What a backup says that has accepted what stands in a slot. */
export function ownPrepare({ prePrepare }: Readonly<Slot>): Prepare {
  return { ...prePrepare!.statement, kind: "prepare" };
}

/** What a replica says that knows it to be prepared. */
export function ownCommit({ prePrepare }: Readonly<Slot>): Commit {
  return { ...prePrepare!.statement, kind: "commit" };
}

/** A backup has accepted a batch. */
export function uponPrepare(
  pbft: Pbft,
  s: Replica,
  { prepare: vote }: Incoming<"prepare">,
  io: PbftIo,
): void {
  if (vote.signer === primaryOf(s.view, pbft.replicas)) return;
  if (isVote(pbft, s, "prepare", vote)) {
    note(slotOf(s, vote.statement.sequence).prepares, vote);
    advance(pbft, s, vote.statement.sequence, io);
  }
}

/** A replica knows that a batch is prepared. */
export function uponCommit(
  pbft: Pbft,
  s: Replica,
  { commit: vote }: Incoming<"commit">,
  io: PbftIo,
): void {
  if (isVote(pbft, s, "commit", vote)) {
    note(slotOf(s, vote.statement.sequence).commits, vote);
    advance(pbft, s, vote.statement.sequence, io);
  }
}

function isVote(
  pbft: Pbft,
  s: Replica,
  kind: "prepare" | "commit",
  { signer, statement }: Signed<Prepare | Commit>,
): boolean {
  return isAbout(pbft, kind, statement) && !s.changing && statement.view === s.view &&
    isReplica(pbft, signer) && statement.sequence > Math.min(lowOf(s), s.executed) &&
    statement.sequence <= pbft.rules.highMark(lowOf(s), pbft.logSize);
}

/** The first word counts. */
function note<V>(votes: Map<NodeId, Signed<V>>, vote: Signed<V>): void {
  if (!votes.has(vote.signer)) votes.set(vote.signer, vote);
}

/** Goes on with what stands in a slot as far as the votes allow. */
export function advance(pbft: Pbft, s: Replica, sequence: number, io: PbftIo): void {
  const slot = s.slots.get(sequence);
  if (slot === undefined || slot.prePrepare === null) return;
  const { replicas, rules } = pbft, quorum = rules.quorum(replicas);
  if (!slot.isPrepared) {
    const prepares = certificate(pbft, slot.prepares, ownPrepare(slot));
    if (prepares.signers.length < quorum - 1) return;
    slot.isPrepared = true;
    if (sequence > lowOf(s)) {
      const proof = { prePrepare: slot.prePrepare, prepares };
      s.prepared.set(sequence, proof);
      save(pbft, { type: "prepared", proof }, io);
    }
    const vote = sign(io, ownCommit(slot));
    slot.commits.set(io.self, vote);
    tellReplicas(pbft, { type: "commit", commit: vote }, io);
  }
  if (s.decided.has(sequence)) return;
  const commits = certificate(pbft, slot.commits, ownCommit(slot));
  if (commits.signers.length < quorum) return;
  s.decided.set(sequence, commits);
  execute(pbft, s, io);
}

/** Those whose word is for what was proposed. */
function certificate<V extends Prepare | Commit>(
  { rules }: Pbft,
  votes: ReadonlyMap<NodeId, Signed<V>>,
  statement: V,
): Certificate<V> {
  const signers = [...votes.values()].filter((vote) =>
    rules.isFor(vote.statement.digest, statement.digest)
  ).map(({ signer }) => signer).sort((a, b) => a - b);
  return { signers, statement };
}

/** Whether a batch that this replica has heard of has to be fetched. */
export function missing(pbft: Pbft, s: Readonly<Replica>): string | undefined {
  const digest = s.decided.get(s.executed + 1)?.statement.digest;
  return digest !== undefined && batchOf(pbft, s, digest) === undefined ? digest : undefined;
}
