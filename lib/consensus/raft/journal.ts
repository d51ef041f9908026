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
import type { Snapshot } from "./snapshot.ts";
import type { Durable } from "./state.ts";

/** One record of the journal. */
export type Saved =
  /** The term, and the vote in it. */
  | { readonly type: "vote"; readonly term: number; readonly votedFor: NodeId | null }
  /** The log after index `after` is this, and no more: it appends, and cuts off what it contradicts. */
  | { readonly type: "append"; readonly after: number; readonly entries: readonly Entry[] }
  /** A snapshot was taken or installed, and what the log has up to `base` is gone. */
  | { readonly type: "snapshot"; readonly snapshot: Snapshot; readonly base: Position };

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

/** What a journal adds up to. */
export function fold(journal: readonly Saved[]): Recalled {
  const recalled: Recalled = { term: 0, votedFor: null, log: emptyLog(ORIGIN), snapshot: null };
  for (const saved of journal) add(recalled, saved);
  return recalled;
}

function add(recalled: Recalled, saved: Saved): void {
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

/** The shortest journal that adds up to the same. */
export function compact(journal: readonly Saved[]): Saved[] {
  return journalOf(fold(journal));
}

/** How many entries there are in a record of a checkpoint. */
const ENTRIES_EACH = 256;

/**
 * The journal of a server in this state. Its records share only what does not change any more: entries, and
 * the snapshot.
 */
export function checkpoint({ term, votedFor, log, snapshot }: Readonly<Durable>): Saved[] {
  const { base, entries } = log;
  const saved: Saved[] = [
    { type: "vote", term, votedFor },
    { type: "snapshot", snapshot, base },
  ];
  for (let from = 0; from < entries.length; from += ENTRIES_EACH) {
    const some = entries.slice(from, from + ENTRIES_EACH);
    saved.push({ type: "append", after: base.index + from, entries: some });
  }
  return saved;
}

/** The shortest journal that adds up to this. */
export function journalOf({ term, votedFor, log, snapshot }: Recalled): Saved[] {
  const saved: Saved[] = [];
  if (term > 0) saved.push({ type: "vote", term, votedFor });
  if (snapshot !== null) saved.push({ type: "snapshot", snapshot, base: log.base });
  if (log.entries.length > 0) {
    saved.push({ type: "append", after: log.base.index, entries: log.entries });
  }
  return saved;
}
