/**
 * What was lost is made good (TOCS 2002, section 4.6): each replica says now and then how far it has come, and whoever
 * knows more sends what it misses. That a quorum has committed something can be shown to anybody, so that it need not be
 * voted on again.
 *
 * @module
 */

import { sign } from "../../security/identity/signed.ts";
import { isDecision, isReplica } from "./evidence.ts";
import { execute } from "./execute.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import { missing, ownCommit, ownPrepare } from "./order.ts";
import { batchOf, hold, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { lowOf, primaryOf, type Replica } from "./state.ts";
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
  } else io.send(to, { type: "prepare", prepare: sign(io, ownPrepare(slot)) });
  if (slot.isPrepared) io.send(to, { type: "commit", commit: sign(io, ownCommit(slot)) });
}

/** Somebody shows that a quorum has committed something. */
export function uponDecided(
  pbft: Pbft,
  s: Replica,
  { commits, batch }: Incoming<"decided">,
  io: PbftIo,
): void {
  if (!isDecision(pbft, commits)) return;
  const { sequence, digest } = commits.statement;
  if (sequence <= s.executed || sequence > pbft.rules.highMark(lowOf(s), pbft.logSize)) return;
  if (!s.decided.has(sequence)) s.decided.set(sequence, commits);
  if (batch !== null && pbft.digest(batch) === digest) hold(s, digest, batch, sequence);
  execute(pbft, s, io);
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
