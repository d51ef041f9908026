/**
 * What was lost is made good (TOCS 2002, section 4.6): each replica says now and then how far it has come, and whoever
 * knows more sends what it misses. That a quorum has committed something can be shown to anybody, so that it need not be
 * voted on again.
 *
 * @module
 */

import { weak } from "../byzantine_quorum.ts";
import { isAbout, isDecision, isReplica } from "./evidence.ts";
import type { NodeId } from "../../model/protocol.ts";
import type { Certificate } from "../../security/identity/signed.ts";
import { execute } from "./execute.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import { missing, ownCommit, ownPrepare } from "./order.ts";
import { batchOf, hold, said, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { lowOf, primaryOf, type Replica } from "./state.ts";
import type { Commit } from "./statements.ts";
import { continueTransfer } from "./transfer.ts";

/** Says how far it has come, and asks for what it misses. */
export function afterStatus(pbft: Pbft, s: Replica, io: PbftIo): void {
  const { view, changing, executed } = s;
  tellReplicas(pbft, { type: "status", view, changing, low: lowOf(s), executed }, io);
  const viewChange = s.ownViewChange;
  if (viewChange !== null) tellReplicas(pbft, { type: "viewChange", viewChange }, io);
  const digest = missing(pbft, s);
  if (digest !== undefined) tellReplicas(pbft, { type: "fetchBatch", digest }, io);
  continueTransfer(pbft, s, io);
  awaitStatus(pbft, io);
}

/** Waits until it is time to do so. */
export function awaitStatus({ statusMs }: Pbft, io: PbftIo): void {
  if (statusMs < Infinity) io.wait(statusMs, { type: "status" });
}

/** A replica says how far it has come. */
export function uponStatus(
  pbft: Pbft,
  s: Replica,
  { from, view, changing, low, executed }: Incoming<"status">,
  io: PbftIo,
): void {
  if (!isReplica(pbft, from)) return;
  if (s.stable !== null && lowOf(s) > low) {
    io.send(from, { type: "stable", checkpoints: s.stable });
  }
  const isIn = view === s.view && !changing && !s.changing;
  if (s.newView !== null && view <= s.view && !isIn) {
    io.send(from, { type: "newView", newView: s.newView });
  }
  for (let sequence = executed + 1; sequence <= executed + pbft.maxTold; sequence++) {
    const commits = s.decided.get(sequence);
    if (commits === undefined) {
      if (isIn) repeat(pbft, s, from, sequence, io);
      continue;
    }
    const batch = batchOf(pbft, s, commits.statement.digest) ?? null;
    io.send(from, { type: "decided", commits, batch });
    // One word that it is committed proves nothing; votes may yet.
    if (isIn && pbft.authentication === "codes") repeat(pbft, s, from, sequence, io);
  }
  for (const said of s.checkpoints.values()) {
    const own = said.get(io.self);
    if (own !== undefined && own.statement.sequence > low) {
      io.send(from, { type: "checkpoint", checkpoint: own });
    }
  }
}

/** Says once more what it has said about a number. */
function repeat(pbft: Pbft, s: Replica, to: number, sequence: number, io: PbftIo): void {
  const slot = s.slots.get(sequence), prePrepare = slot?.prePrepare ?? null;
  if (slot === undefined || prePrepare === null) return;
  if (primaryOf(s.view, pbft.replicas) === io.self) {
    const batch = batchOf(pbft, s, prePrepare.statement.digest);
    if (batch !== undefined) io.send(to, { type: "prePrepare", prePrepare, batch });
  } else io.send(to, { type: "prepare", prepare: said(pbft, ownPrepare(slot), io) });
  if (slot.isPrepared) io.send(to, { type: "commit", commit: said(pbft, ownCommit(slot), io) });
}

/** Somebody shows that a quorum has committed something; with codes, f + 1 must say so, of whom one is loyal. */
export function uponDecided(
  pbft: Pbft,
  s: Replica,
  { from, commits, batch }: Incoming<"decided">,
  io: PbftIo,
): void {
  const byCodes = pbft.authentication === "codes";
  if (byCodes ? !isAbout(pbft, "commit", commits.statement) : !isDecision(pbft, commits)) return;
  const { sequence, digest } = commits.statement;
  if (sequence <= s.executed || sequence > pbft.rules.highMark(lowOf(s), pbft.logSize)) return;
  if (!s.decided.has(sequence)) {
    const decision = byCodes ? vouchedFor(pbft, s, from, commits.statement) : commits;
    if (decision === undefined) return;
    s.decided.set(sequence, decision);
  }
  if (batch !== null && pbft.digest(batch) === digest) hold(s, digest, batch, sequence);
  execute(pbft, s, io);
}

/** Notes what a replica says was committed; what f + 1 say, in the latest view that one of them names. */
function vouchedFor(
  { replicas, rules }: Pbft,
  s: Replica,
  from: NodeId,
  commit: Commit,
): Certificate<Commit> | undefined {
  if (from >= replicas) return undefined;
  const told = s.told.get(commit.sequence) ?? new Map<NodeId, Commit>();
  s.told.set(commit.sequence, told.set(from, commit));
  const same = [...told.values()].filter(({ digest }) => digest === commit.digest);
  if (!rules.vouches(same.length, weak(replicas))) return undefined;
  s.told.delete(commit.sequence);
  const view = Math.max(...same.map(({ view }) => view));
  return { signers: [], statement: { ...commit, view } };
}

/** Somebody misses the requests of a batch. */
export function uponFetchBatch(
  s: Replica,
  { from, digest }: Incoming<"fetchBatch">,
  io: PbftIo,
): void {
  const held = s.batches.get(digest);
  if (held !== undefined) io.send(from, { type: "batch", batch: held.batch });
}

/** A batch that this replica has asked for: the digest says that it is the one. */
export function uponBatch(
  pbft: Pbft,
  s: Replica,
  { batch }: Incoming<"batch">,
  io: PbftIo,
): void {
  const digest = pbft.digest(batch);
  if (missing(pbft, s) !== digest) return;
  hold(s, digest, batch, s.executed + 1);
  execute(pbft, s, io);
}
