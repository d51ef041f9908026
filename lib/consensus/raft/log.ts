/**
 * The log of one server: the entries after a base. What lies at or before the base has been compacted
 * into a snapshot; it is committed, so no leader can ever contradict it.
 *
 * @module
 */

import { bytesOf } from "../../model/bytes_of.ts";
import type { Entry } from "./entry.ts";
import { ORIGIN, type Position } from "../../replicated/position.ts";

/** The entries that a server still has. */
export interface Log {
  /** The last entry that is not there any more. */
  base: Position;
  /** `entries[i]` has the index `base.index + 1 + i`. */
  entries: Entry[];
}

/** A log in which nothing has happened. */
export function emptyLog(base: Position = ORIGIN): Log {
  return { base, entries: [] };
}

/** The index of the last entry. */
export function lastIndex(log: Readonly<Log>): number {
  return log.base.index + log.entries.length;
}

/** The last entry's place. */
export function lastPosition(log: Readonly<Log>): Position {
  const last = log.entries.at(-1);
  return last === undefined ? log.base : { index: lastIndex(log), term: last.term };
}

/** The entry at `index`, unless it is not there, or not any more. */
export function entryAt(log: Readonly<Log>, index: number): Entry | undefined {
  return log.entries[index - log.base.index - 1];
}

/** The term of the entry at `index`, the base included; undefined for what is not known. */
export function termAt(log: Readonly<Log>, index: number): number | undefined {
  return index === log.base.index ? log.base.term : entryAt(log, index)?.term;
}

/** Entries from `index` on: the first, and as many more as fit into `maxBytes` altogether. */
export function entriesFrom(log: Readonly<Log>, index: number, maxBytes: number): Entry[] {
  const from = index - log.base.index - 1;
  let to = from, bytes = 0;
  while (to < log.entries.length) {
    bytes += bytesOf(log.entries[to]);
    if (to > from && bytes > maxBytes) break;
    to++;
  }
  return log.entries.slice(from, to);
}

/** Replaces everything after the entry at index `after`. */
export function replaceAfter(log: Log, after: number, entries: readonly Entry[]): void {
  const kept = after - log.base.index;
  if (!(kept >= 0 && kept <= log.entries.length)) {
    throw new RangeError(
      `Cannot append to the log because it must reach index ${after}: ` +
        `given one from ${log.base.index} to ${lastIndex(log)}`,
    );
  }
  log.entries.length = kept;
  for (const entry of entries) log.entries.push(entry);
}
