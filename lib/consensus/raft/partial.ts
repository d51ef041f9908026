/** The part of a snapshot that a follower has, and what tells it from another (Ongaro 2014, Figure 5.3). @module */

import { isSameStream, nothingOf, type Piece } from "../../replicated/chunks/partial.ts";
import type { PartialSnapshot, SnapshotTitle } from "./snapshot.ts";

/** A part of a snapshot. */
export interface Chunk extends SnapshotTitle, Piece {
  /** The term of the leader that sent it. */
  readonly term: number;
}

/** What a server has of this snapshot; if that is nothing, it begins, and what it has of another goes. */
export function continued(
  known: PartialSnapshot | undefined,
  { last, bytes, checksum, term }: SnapshotTitle & { readonly term: number },
): PartialSnapshot {
  const title: SnapshotTitle = { last, bytes, checksum };
  if (known === undefined || !isSame(known, title)) return nothingOf({ ...title, term });
  known.term = term;
  return known;
}

function isSame(one: SnapshotTitle, other: SnapshotTitle): boolean {
  return one.last.index === other.last.index && one.last.term === other.last.term &&
    isSameStream(one, other);
}
