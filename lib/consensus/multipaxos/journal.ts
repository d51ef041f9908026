/** What a server saves, and what it knows when it starts again. @module */

import { type Ballot, laterOf, NO_BALLOT } from "../ballot.ts";
import { addChunk, copyOf, snapshotOf } from "../../replicated/chunks/partial.ts";
import { type Log, truncate, type Voted } from "./log.ts";
import { type Chunk, continued } from "./partial.ts";
import type { PartialSnapshot, Snapshot } from "./snapshot.ts";

/** One record of the journal. */
export type Saved =
  /** It has promised this ballot. */
  | { readonly type: "promise"; readonly ballot: Ballot }
  /** It has voted, which promises the ballots of its votes; what it has voted for up to `executed` is decided. */
  | { readonly type: "votes"; readonly votes: readonly Voted[]; readonly executed: number }
  /** It has heard that this is decided. */
  | { readonly type: "decided"; readonly decided: readonly Voted[] }
  /** It has taken or installed a snapshot, and slots up to `base` are gone. */
  | { readonly type: "snapshot"; readonly snapshot: Snapshot; readonly base: number }
  /** It has received the next chunk of a snapshot. */
  | { readonly type: "chunk" } & Chunk
  /** All of the chunks so far. */
  | { readonly type: "partial"; readonly partial: Readonly<PartialSnapshot> }
  /** All chunks were there, it has installed the snapshot, and slots up to `base` are gone. */
  | { readonly type: "installed"; readonly base: number };

/** What a journal adds up to. */
export interface Recalled {
  /** The highest ballot that was promised. */
  promised: Ballot;
  /** The slots; those whose value is known to be decided are marked. */
  readonly log: Log;
  /** The latest snapshot; null when there has been none. */
  snapshot: Snapshot | null;
  /** The part of a snapshot that has come in chunks; absent when there is none that may be of use. */
  partial?: PartialSnapshot;
}

/** What a journal adds up to. */
export function recall(journal: readonly Saved[]): Recalled {
  const recalled: Recalled = {
    promised: NO_BALLOT,
    log: { base: 0, entries: new Map() },
    snapshot: null,
  };
  for (const saved of journal) add(recalled, saved);
  return recalled;
}

function add(recalled: Recalled, saved: Saved): void {
  const { entries } = recalled.log;
  switch (saved.type) {
    case "promise":
      recalled.promised = laterOf(saved.ballot, recalled.promised);
      return;
    case "votes":
      for (const [slot, entry] of entries) {
        if (slot <= saved.executed && !entry.chosen) entries.set(slot, { ...entry, chosen: true });
      }
      for (const { slot, ballot, value } of saved.votes) {
        recalled.promised = laterOf(ballot, recalled.promised);
        entries.set(slot, { ballot, value, chosen: false });
      }
      return;
    case "decided":
      for (const { slot, ballot, value } of saved.decided) {
        entries.set(slot, { ballot, value, chosen: true });
      }
      return;
    case "snapshot":
      return addSnapshot(recalled, saved.snapshot, saved.base);
    case "chunk": {
      // A server may have given up what it had, and begun again with the same.
      const partial = continued(saved.offset === 0 ? undefined : recalled.partial, saved);
      // It was looked at when it came.
      if (addChunk(partial, saved, () => true)) recalled.partial = partial;
      else delete recalled.partial;
      return;
    }
    case "partial":
      recalled.partial = copyOf(saved.partial);
      return;
    case "installed":
      return addSnapshot(recalled, snapshotOf(recalled.partial!) as Snapshot, saved.base);
  }
}

function addSnapshot(recalled: Recalled, snapshot: Snapshot, base: number): void {
  const { log, partial } = recalled;
  recalled.snapshot = snapshot;
  truncate(log, base);
  for (const [slot, entry] of log.entries) {
    if (slot <= snapshot.slot) log.entries.set(slot, { ...entry, chosen: true });
  }
  if (partial !== undefined && partial.slot <= snapshot.slot) delete recalled.partial;
}

/** The shortest journal from which a server starts alike. */
export function compact(journal: readonly Saved[]): Saved[] {
  return recordsOf(recall(journal), Infinity);
}

/** How many slots a record of a checkpoint has at most, so that none is large. */
const SLOTS_EACH = 256;

/** The journal of a server in this state. Its records share only what does not change any more. */
export function checkpoint(recalled: Readonly<Recalled>): Saved[] {
  return recordsOf(recalled, SLOTS_EACH);
}

function recordsOf(
  { promised, log, snapshot, partial }: Readonly<Recalled>,
  most: number,
): Saved[] {
  const all = [...log.entries].sort(([a], [b]) => a - b);
  const told = (chosen: boolean): Voted[] =>
    all.filter(([, entry]) => entry.chosen === chosen)
      .map(([slot, { ballot, value }]) => ({ slot, ballot, value }));
  return [
    ...(snapshot === null ? [] : [{ type: "snapshot" as const, snapshot, base: log.base }]),
    ...inParts(told(true), most).map((decided) => ({ type: "decided" as const, decided })),
    ...inParts(told(false), most).map((votes) => ({ type: "votes" as const, votes, executed: 0 })),
    ...(promised.round === 0 ? [] : [{ type: "promise" as const, ballot: promised }]),
    ...(partial === undefined ? [] : [{ type: "partial" as const, partial: copyOf(partial) }]),
  ];
}

function inParts<E>(all: readonly E[], most: number): E[][] {
  const parts: E[][] = [];
  for (let i = 0; i < all.length; i += most) parts.push(all.slice(i, i + most));
  return parts;
}
