/**
 * Checkpoints (Castro and Liskov 1999, section 4.3): when a quorum has signed the same state at the same height, what
 * led to it can be forgotten. Whoever signs has executed all blocks up to there, and so have f + 1 of the loyal, who can
 * give their state to whoever has not. The quorum is collected as HotStuff collects all quorums: what a replica signs
 * travels with its votes, and the certificate with the leader's proposals, so that it costs no messages at all.
 *
 * What is decided and not stable is kept: with liars as leaders for some time, that may be more than two checkpoints' worth.
 *
 * @module
 */

import { certificateOf, sign, type Signed } from "../../security/identity/signed.ts";
import type { HotStuffIo } from "./messages.ts";
import { save } from "./save.ts";
import type { HotStuff } from "./settings.ts";
import { digestOf, snapshotOf } from "./pages.ts";
import type { Checkpoint, StableCheckpoint } from "./snapshot.ts";
import type { Replica } from "./state.ts";
import { baseOf, heightOf, tipOf } from "./tree.ts";

/** The height of the highest checkpoint that a quorum has signed, as far as a replica knows. */
export function stableHeight({ stable }: Pick<Replica, "stable">): number {
  return stable?.statement.height ?? 0;
}

/** A block has been executed: keeps the state at a checkpoint. */
export function reachCheckpoint(hotstuff: HotStuff, s: Replica): void {
  const height = heightOf(s);
  if (height > 0 && height % hotstuff.checkpointEvery === 0) {
    s.snapshots.set(height, snapshotOf(hotstuff, s));
  }
}

/** What a replica signs of its last checkpoint, if nobody has shown it a quorum for that. */
export function ownCheckpoint(
  hotstuff: HotStuff,
  s: Replica,
  io: HotStuffIo,
): Signed<Checkpoint> | null {
  const height = Math.max(...s.snapshots.keys());
  if (s.snapshots.size === 0 || height <= stableHeight(s)) return null;
  const state = digestOf(hotstuff, s.snapshots.get(height)!.digests);
  return sign(io, { cluster: hotstuff.cluster, height, state });
}

/** A replica says in which state it is. */
export function noteCheckpoint(
  hotstuff: HotStuff,
  s: Replica,
  checkpoint: Signed<Checkpoint>,
  io: HotStuffIo,
): void {
  const { signer, statement: { height, state, cluster } } = checkpoint;
  const known = s.checkpoints.get(signer)?.statement.height ?? 0;
  if (cluster !== hotstuff.cluster || height <= Math.max(known, stableHeight(s))) return;
  s.checkpoints.set(signer, checkpoint);
  const same = [...s.checkpoints.values()].filter(({ statement }) =>
    statement.height === height && statement.state === state
  );
  takeStable(hotstuff, s, certificateOf(same), io);
}

/** Somebody shows that a checkpoint is stable; not so if too few have signed it. */
export function takeStable(
  hotstuff: HotStuff,
  s: Replica,
  stable: StableCheckpoint,
  io: HotStuffIo,
): void {
  if (!isStable(hotstuff, stable) || stable.statement.height <= stableHeight(s)) return;
  s.stable = stable;
  for (const [node, { statement }] of s.checkpoints) {
    if (statement.height <= stable.statement.height) s.checkpoints.delete(node);
  }
  forgetSettled(hotstuff, s, io);
}

/** Whether a quorum has signed a checkpoint of this service. */
export function isStable(
  { cluster, members, quorum, rules }: HotStuff,
  stable: StableCheckpoint,
): boolean {
  return stable.statement.cluster === cluster && rules.isStable(stable, quorum, members);
}

/** What lies before the stable checkpoint is forgotten by who has its state. */
export function forgetSettled(hotstuff: HotStuff, s: Replica, io: HotStuffIo): void {
  const height = stableHeight(s), snapshot = s.snapshots.get(height);
  if (snapshot === undefined || height <= baseOf(s) || !hotstuff.rules.forgets) return;
  s.committed.splice(0, height - baseOf(s));
  for (const at of s.snapshots.keys()) if (at < height) s.snapshots.delete(at);
  prune(s);
  save(hotstuff, io, { type: "checkpoint", stable: s.stable!, snapshot });
}

/** Blocks that conflict with what is decided are forgotten, and those below what is kept of it. */
export function prune(s: Replica): void {
  const height = heightOf(s), kept = new Set(s.committed), { view } = tipOf(s);
  for (const [id, block] of s.blocks) {
    if (block.height <= height && !kept.has(id)) s.blocks.delete(id);
  }
  for (const [id, certified] of s.missing) {
    if (certified <= view || s.blocks.has(id)) s.missing.delete(id);
  }
}
