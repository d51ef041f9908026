/**
 * What a server saves, and what it knows when it starts again. A step that saves several records may
 * crash between any two of them, so each leaves something that a server may know.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Entry } from "./entry.ts";
import { ORIGIN, type Position } from "../../replicated/position.ts";
import { emptyLog, type Log, replaceAfter, termAt } from "./log.ts";
import { addChunk, copyOf, snapshotOf } from "../../replicated/chunks/partial.ts";
import { type Chunk, continued } from "./partial.ts";
import type { PartialSnapshot, Snapshot } from "./snapshot.ts";
import type { Durable } from "./state.ts";

/** One record of the journal. */
export type Saved = Remembered | Received;

/** What a server remembers: the rules decide what to save of it. */
export type Remembered =
  /** The term, and the vote in it. */
  | { readonly type: "vote"; readonly term: number; readonly votedFor: NodeId | null }
  /** The log after index `after` is this, and no more: it appends, and cuts off what it contradicts. */
  | { readonly type: "append"; readonly after: number; readonly entries: readonly Entry[] }
  /** A snapshot was taken or installed, and what the log has up to `base` is gone. */
  | { readonly type: "snapshot"; readonly snapshot: Snapshot; readonly base: Position };

/** What a server has received of a snapshot that comes in chunks. */
export type Received =
  /** The next of its chunks. */
  | { readonly type: "chunk" } & Chunk
  /** All of the chunks so far. */
  | { readonly type: "partial"; readonly partial: Readonly<PartialSnapshot> }
  /** All chunks are there, the snapshot was installed, and what the log has up to `base` is gone. */
  | { readonly type: "installed"; readonly base: Position };

/** What a journal adds up to. */
export interface Recalled {
  /** The latest term. */
  term: number;
  /** The vote in it. */
  votedFor: NodeId | null;
  /** The log. */
  log: Log;
  /** The latest snapshot; null when there has been none. */
  snapshot: Snapshot | null;
}

/** What a journal adds up to, besides the part of a snapshot. */
export function fold(journal: readonly Saved[]): Recalled {
  const recalled: Recalled = { term: 0, votedFor: null, log: emptyLog(ORIGIN), snapshot: null };
  for (const saved of settle(journal).remembered) add(recalled, saved);
  return recalled;
}

/** A journal in which snapshots are whole, and what it has besides of one that is not. */
export interface Settled {
  /** What the rules add up. */
  readonly remembered: readonly Remembered[];
  /** The part of a snapshot; undefined when there is none that may be of use. */
  readonly partial: PartialSnapshot | undefined;
}

/** Puts the snapshots together that have come in chunks. */
export function settle(journal: readonly Saved[]): Settled {
  const remembered: Remembered[] = [];
  let partial: PartialSnapshot | undefined;
  for (const saved of journal) {
    switch (saved.type) {
      case "chunk":
        // A server may have given up what it had, and begun again with the same.
        partial = continued(saved.offset === 0 ? undefined : partial, saved);
        // It was looked at when it came.
        if (!addChunk(partial, saved, () => true)) partial = undefined;
        break;
      case "partial":
        partial = copyOf(saved.partial);
        break;
      case "installed":
        remembered.push({
          type: "snapshot",
          snapshot: snapshotOf(partial!) as Snapshot,
          base: saved.base,
        });
        partial = undefined;
        break;
      default:
        remembered.push(saved);
        if (saved.type === "snapshot" && isOvertaken(partial, saved.snapshot)) partial = undefined;
    }
  }
  return { remembered, partial };
}

function isOvertaken(partial: PartialSnapshot | undefined, { last }: Snapshot): boolean {
  return partial !== undefined && partial.last.index <= last.index;
}

function add(recalled: Recalled, saved: Remembered): void {
  switch (saved.type) {
    case "vote":
      recalled.term = saved.term;
      recalled.votedFor = saved.votedFor;
      return;
    case "append":
      return replaceAfter(recalled.log, saved.after, saved.entries);
    case "snapshot": {
      const { log } = recalled, { base } = saved;
      const known = termAt(log, base.index) === base.term;
      const entries = known ? log.entries.slice(base.index - log.base.index) : [];
      recalled.log = { base, entries };
      recalled.snapshot = saved.snapshot;
    }
  }
}

/** The shortest journal that adds up to the same, by the rule that recalls it. */
export function compact(
  journal: readonly Saved[],
  recall: (journal: readonly Remembered[]) => Recalled = fold,
): Saved[] {
  const { remembered, partial } = settle(journal);
  const saved: Saved[] = journalOf(recall(remembered));
  return partial === undefined ? saved : [...saved, { type: "partial", partial }];
}

/** How many entries there are in a record of a checkpoint. */
const ENTRIES_EACH = 256;

/**
 * The journal of a server in this state. Its records share only what does not change any more: entries, and
 * the snapshot.
 */
export function checkpoint(
  { term, votedFor, log, snapshot }: Readonly<Durable>,
  partial?: Readonly<PartialSnapshot>,
): Saved[] {
  const { base, entries } = log;
  const saved: Saved[] = [
    { type: "vote", term, votedFor },
    { type: "snapshot", snapshot, base },
  ];
  for (let from = 0; from < entries.length; from += ENTRIES_EACH) {
    const some = entries.slice(from, from + ENTRIES_EACH);
    saved.push({ type: "append", after: base.index + from, entries: some });
  }
  if (partial !== undefined) saved.push({ type: "partial", partial: copyOf(partial) });
  return saved;
}

/** The shortest journal that adds up to this. */
export function journalOf({ term, votedFor, log, snapshot }: Recalled): Remembered[] {
  const saved: Remembered[] = [];
  if (term > 0) saved.push({ type: "vote", term, votedFor });
  if (snapshot !== null) saved.push({ type: "snapshot", snapshot, base: log.base });
  if (log.entries.length > 0) {
    saved.push({ type: "append", after: log.base.index, entries: log.entries });
  }
  return saved;
}
