/** How a replica speaks to the others, saves, and keeps batches. @module */

import { authenticate, type Said, sign } from "../../security/identity/signed.ts";
import { type Message, type PbftIo, replicasOf } from "./messages.ts";
import type { Batch } from "./statements.ts";
import type { Saved } from "./journal.ts";
import type { Pbft } from "./settings.ts";
import { type Replica, settledUpTo, type Slot } from "./state.ts";

/** Sends a message to all other replicas. */
export function tellReplicas({ replicas }: Pbft, message: Message, io: PbftIo): void {
  for (let to = 0; to < replicas; to++) if (to !== io.self) io.send(to, message);
}

/** A statement that is not shown to others: signed, or with a code for each replica. */
export function said<T>({ authentication, replicas }: Pbft, statement: T, io: PbftIo): Said<T> {
  if (authentication === "signatures") return sign(io, statement);
  return authenticate(io, statement, replicasOf(replicas));
}

/** Saves a record, if the rules say so. */
export function save({ rules }: Pbft, record: Saved, io: PbftIo): void {
  const saved = rules.saves(record);
  if (saved !== null) io.save(saved);
}

/** What is known about a number in the present view. */
export function slotOf({ slots }: Replica, sequence: number): Slot {
  let slot = slots.get(sequence);
  if (slot === undefined) {
    slot = { prePrepare: null, prepares: new Map(), commits: new Map(), isPrepared: false };
    slots.set(sequence, slot);
  }
  return slot;
}

/** The batch with this digest; undefined if it has to be fetched. The null request is known to all. */
export function batchOf(pbft: Pbft, s: Readonly<Replica>, digest: string): Batch | undefined {
  return s.batches.get(digest)?.batch ?? (digest === pbft.digest([]) ? [] : undefined);
}

/** Keeps a batch as long as it may be asked for under this number. */
export function hold(s: Replica, digest: string, batch: Batch, sequence: number): void {
  if (batch.length === 0) return;
  const known = s.batches.get(digest);
  if (known === undefined) s.batches.set(digest, { batch, sequence });
  else known.sequence = Math.max(known.sequence, sequence);
}

/** Forgets what is of no use any more. */
export function forgetSettled(s: Replica): void {
  const settled = settledUpTo(s);
  for (const map of [s.slots, s.decided, s.told]) {
    for (const sequence of map.keys()) if (sequence <= settled) map.delete(sequence);
  }
  for (const [digest, { sequence }] of s.batches) {
    if (sequence <= settled) s.batches.delete(digest);
  }
}
