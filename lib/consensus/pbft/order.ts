/**
 * The three phases (1999, section 4.2). With *pre-prepare* the primary gives a batch a number; a quorum that *prepares*
 * it rules out any other batch for that number in that view; a quorum that *commits* it knows that a quorum has
 * prepared, so that no later view can pass over it.
 *
 * @module
 */

import { type Said, speakerOf } from "../../security/identity/signed.ts";
import { weak } from "../byzantine_quorum.ts";
import { noteAccepted } from "./accepted.ts";
import { isAbout, isBatch, isKnown, isReplica } from "./evidence.ts";
import { execute } from "./execute.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import type { Batch, Commit, Prepare, PrePrepare } from "./statements.ts";
import { batchOf, hold, said, save, slotOf, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { lowOf, primaryOf, type Replica, type Slot } from "./state.ts";
import { note, shown, votersFor } from "./votes.ts";

/** Whether a number lies between the water marks. */
export function isBetweenMarks({ rules, logSize }: Pbft, s: Replica, sequence: number): boolean {
  const low = lowOf(s);
  return Number.isInteger(sequence) && sequence > low && sequence <= rules.highMark(low, logSize);
}

/** The primary gives a batch a number. */
export function uponPrePrepare(
  pbft: Pbft,
  s: Replica,
  { prePrepare, batch }: Incoming<"prePrepare">,
  io: PbftIo,
): void {
  const { statement } = prePrepare, signer = speakerOf(prePrepare);
  if (!isKnown(pbft, prePrepare, io)) return;
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
  if (batch.every((request) => isKnown(pbft, request, io))) {
    accept(pbft, s, prePrepare, batch, io);
    prepare(pbft, s, sequence, io);
  } else {
    slotOf(s, sequence).doubted ??= { prePrepare, batch };
    believe(pbft, s, sequence, io);
  }
}

/** Takes a batch for the one that has this number in this view, before it says so. */
export function accept(
  pbft: Pbft,
  s: Replica,
  prePrepare: Said<PrePrepare>,
  batch: Batch,
  io: PbftIo,
): void {
  const { sequence, digest } = prePrepare.statement, slot = slotOf(s, sequence);
  slot.prePrepare = prePrepare;
  delete slot.doubted;
  if (pbft.authentication === "codes") noteAccepted(s.accepted, prePrepare.statement);
  hold(s, digest, batch, sequence);
  save(pbft, { type: "accepted", prePrepare, batch }, io);
}

/**
 * Codes that are wrong here may be right elsewhere. When f + 1 replicas vouch for the requests, the primary among them,
 * one of these is loyal, and the first loyal one that has had their codes.
 */
function believe(pbft: Pbft, s: Replica, sequence: number, io: PbftIo): void {
  const slot = s.slots.get(sequence), doubted = slot?.doubted;
  if (slot === undefined || doubted === undefined || slot.prePrepare !== null) return;
  const { digest } = doubted.prePrepare.statement;
  const others = [...slot.prepares.values()].filter(({ statement }) => statement.digest === digest);
  if (!pbft.rules.vouches(1 + others.length, weak(pbft.replicas))) return;
  accept(pbft, s, doubted.prePrepare, doubted.batch, io);
  prepare(pbft, s, sequence, io);
}

/** Says that it has accepted what stands in this slot; the primary has said so already. */
export function prepare(pbft: Pbft, s: Replica, sequence: number, io: PbftIo): void {
  if (primaryOf(s.view, pbft.replicas) !== io.self) {
    const slot = slotOf(s, sequence), vote = said(pbft, ownPrepare(slot), io);
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
  if (speakerOf(vote) === primaryOf(s.view, pbft.replicas)) return;
  if (isVote(pbft, s, "prepare", vote, io)) {
    note(slotOf(s, vote.statement.sequence).prepares, vote);
    believe(pbft, s, vote.statement.sequence, io);
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
  if (isVote(pbft, s, "commit", vote, io)) {
    note(slotOf(s, vote.statement.sequence).commits, vote);
    advance(pbft, s, vote.statement.sequence, io);
  }
}

function isVote(
  pbft: Pbft,
  s: Replica,
  kind: "prepare" | "commit",
  vote: Said<Prepare | Commit>,
  io: PbftIo,
): boolean {
  const { statement } = vote;
  return isKnown(pbft, vote, io) && isAbout(pbft, kind, statement) && !s.changing &&
    statement.view === s.view &&
    isReplica(pbft, speakerOf(vote)) && Number.isInteger(statement.sequence) &&
    statement.sequence > Math.min(lowOf(s), s.executed) &&
    statement.sequence <= pbft.rules.highMark(lowOf(s), pbft.logSize);
}

/** Goes on with what stands in a slot as far as the votes allow. */
export function advance(pbft: Pbft, s: Replica, sequence: number, io: PbftIo): void {
  const slot = s.slots.get(sequence);
  if (slot === undefined || slot.prePrepare === null) return;
  const { replicas, rules } = pbft, quorum = rules.quorum(replicas);
  if (!slot.isPrepared) {
    const backups = votersFor(pbft, slot.prepares, ownPrepare(slot));
    if (backups.length < quorum - 1) return;
    slot.isPrepared = true;
    if (sequence > lowOf(s)) {
      const prepares = shown(pbft, backups, ownPrepare(slot));
      const proof = { prePrepare: slot.prePrepare, prepares };
      s.prepared.set(sequence, proof);
      save(pbft, { type: "prepared", proof }, io);
    }
    const vote = said(pbft, ownCommit(slot), io);
    slot.commits.set(io.self, vote);
    tellReplicas(pbft, { type: "commit", commit: vote }, io);
  }
  if (s.decided.has(sequence)) return;
  const voters = votersFor(pbft, slot.commits, ownCommit(slot));
  if (voters.length < quorum) return;
  s.decided.set(sequence, shown(pbft, voters, ownCommit(slot)));
  execute(pbft, s, io);
}

/** Whether a batch that this replica has heard of has to be fetched. */
export function missing(pbft: Pbft, s: Readonly<Replica>): string | undefined {
  const digest = s.decided.get(s.executed + 1)?.statement.digest;
  return digest !== undefined && batchOf(pbft, s, digest) === undefined ? digest : undefined;
}
