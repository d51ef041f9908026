/**
 * Checkpoints (1999, section 4.3): when a quorum has signed the state after the same number, nobody needs to be told any
 * more how it came about, and what was said up to there can be forgotten.
 *
 * @module
 */

import { clone } from "../../model/clone.ts";
import { type Frozen, frozen, type MaybePaged, thawed } from "../../replicated/paging.ts";
import {
  type Certificate,
  certificateOf,
  sign,
  type Signed,
} from "../../security/identity/signed.ts";
import { forgetAccepted } from "./accepted.ts";
import { isAbout, isReplica, isStable } from "./evidence.ts";
import type { Incoming, PbftIo } from "./messages.ts";
import type { Checkpoint } from "./statements.ts";
import { forgetSettled, save, tellReplicas } from "./say.ts";
import type { Pbft } from "./settings.ts";
import { type LastReply, lowOf, type Replica, type Snapshot } from "./state.ts";

/** All that depends on what was executed, in pages. */
export function snapshotOf(pbft: Pbft, s: Readonly<Replica>): Snapshot {
  const { machine: kind, digest } = pbft as Pbft & { machine: MaybePaged };
  const sessions = [...s.sessions].sort(([a], [b]) => a - b), state = frozen(kind, s.machine);
  const pages = kind.paging === undefined
    ? [{ sessions: clone(sessions), paged: null }, state]
    : [pageHead(sessions, state as Frozen), ...(state as Frozen).pages];
  return { sequence: s.executed, pages, digests: pages.map(digest) };
}

/** What is in no page of a state machine that has some. */
interface Head {
  readonly sessions: readonly (readonly [number, LastReply])[];
  readonly paged: Omit<Frozen, "pages"> | null;
}

function pageHead(sessions: Head["sessions"], { pages: _, ...paged }: Frozen): Head {
  return { sessions: clone(sessions), paged };
}

/** Goes on from a state. */
export function restore(pbft: Pbft, s: Replica, { sequence, pages }: Snapshot): void {
  const [head, ...rest] = pages as [Head, ...unknown[]];
  const state = head.paged === null ? rest[0] : { ...head.paged, pages: rest };
  s.machine = thawed(pbft.machine as MaybePaged, state);
  s.sessions = new Map(clone(head.sessions));
  s.executed = sequence;
}

/** Says in which state it is. */
export function takeCheckpoint(pbft: Pbft, s: Replica, io: PbftIo): void {
  const snapshot = snapshotOf(pbft, s), { sequence, digests } = snapshot;
  s.snapshots.set(sequence, snapshot);
  if (sequence <= lowOf(s)) return settle(pbft, s, io);
  const { cluster, digest } = pbft;
  const own = sign(io, { kind: "checkpoint", cluster, sequence, digest: digest(digests) } as const);
  note(s, own);
  tellReplicas(pbft, { type: "checkpoint", checkpoint: own }, io);
  becomeStable(pbft, s, sequence, io);
}

/** It has come to a checkpoint that was stable before. */
function settle(pbft: Pbft, s: Replica, io: PbftIo): void {
  const snapshot = s.snapshots.get(lowOf(s));
  if (snapshot === undefined) return;
  keepFrom(s, snapshot.sequence);
  save(pbft, { type: "installed", snapshot }, io);
  forgetSettled(s);
}

/** A replica says in which state it is. */
export function uponCheckpoint(
  pbft: Pbft,
  s: Replica,
  { checkpoint }: Incoming<"checkpoint">,
  io: PbftIo,
): void {
  const { signer, statement } = checkpoint;
  if (!isAbout(pbft, "checkpoint", statement) || !isReplica(pbft, signer)) return;
  const { sequence } = statement;
  if (sequence <= lowOf(s) || sequence % pbft.checkpointEvery !== 0) return;
  note(s, checkpoint);
  // Of each replica as many are kept as there are between the water marks, and one more.
  const own = [...s.checkpoints].filter(([, said]) => said.has(signer)).map(([at]) => at);
  if (own.length > 1 + pbft.logSize / pbft.checkpointEvery) {
    const lowest = Math.min(...own), said = s.checkpoints.get(lowest)!;
    said.delete(signer);
    if (said.size === 0) s.checkpoints.delete(lowest);
  }
  becomeStable(pbft, s, sequence, io);
}

function note({ checkpoints }: Replica, checkpoint: Signed<Checkpoint>): void {
  const { sequence } = checkpoint.statement;
  const said = checkpoints.get(sequence) ?? new Map();
  if (!said.has(checkpoint.signer)) said.set(checkpoint.signer, checkpoint);
  checkpoints.set(sequence, said);
}

/** If enough have said the same, the checkpoint is stable. */
function becomeStable(pbft: Pbft, s: Replica, sequence: number, io: PbftIo): void {
  const said = [...s.checkpoints.get(sequence)?.values() ?? []];
  const byDigest = Map.groupBy(said, ({ statement }) => statement.digest);
  for (const same of byDigest.values()) {
    if (same.length < pbft.rules.stableQuorum(pbft.replicas)) continue;
    return stabilise(pbft, s, certificateOf(same), io);
  }
}

/** Somebody shows that a checkpoint is stable. */
export function uponStable(
  pbft: Pbft,
  s: Replica,
  { checkpoints }: Incoming<"stable">,
  io: PbftIo,
): void {
  if (isStable(pbft, checkpoints)) stabilise(pbft, s, checkpoints, io);
}

/** The low water mark rises; with it what need not be remembered. Whoever has not come so far will be sent the state. */
export function stabilise(
  pbft: Pbft,
  s: Replica,
  checkpoints: Certificate<Checkpoint>,
  io: PbftIo,
): void {
  const { sequence } = checkpoints.statement;
  if (sequence <= lowOf(s)) return;
  s.stable = checkpoints;
  const snapshot = s.snapshots.get(sequence) ?? null;
  save(pbft, { type: "stable", checkpoints, snapshot }, io);
  for (const map of [s.checkpoints, s.prepared]) {
    for (const at of map.keys()) if (at <= sequence) map.delete(at);
  }
  forgetAccepted(s.accepted, sequence);
  if (snapshot !== null) keepFrom(s, sequence);
  forgetSettled(s);
  s.assigned = Math.max(s.assigned, sequence);
}

/** Forgets its states before this number. */
export function keepFrom({ snapshots }: Replica, sequence: number): void {
  for (const at of snapshots.keys()) if (at < sequence) snapshots.delete(at);
}
