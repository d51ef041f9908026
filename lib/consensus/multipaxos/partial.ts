/** The part of a snapshot that a server has, and what tells it from another. @module */

import { isSameStream, nothingOf, type Piece } from "../../replicated/chunks/partial.ts";
import type { PartialSnapshot, SnapshotTitle } from "./snapshot.ts";

/** A part of a snapshot. */
export interface Chunk extends SnapshotTitle, Piece {}

/** What a server has of this snapshot; if that is nothing, it begins, and what it has of another goes. */
export function continued(
  known: PartialSnapshot | undefined,
  { slot, bytes, checksum }: SnapshotTitle,
): PartialSnapshot {
  const title: SnapshotTitle = { slot, bytes, checksum };
  return known !== undefined && isSame(known, title) ? known : nothingOf(title);
}

/** Whether these are parts of the same snapshot. */
export function isSame(one: SnapshotTitle, other: SnapshotTitle): boolean {
  return one.slot === other.slot && isSameStream(one, other);
}
