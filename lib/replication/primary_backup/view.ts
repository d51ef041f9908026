/**
 * A view: who is primary, and who is backup. Views are numbered, and nobody takes part in two of them at a time;
 * that is the fence by which a primary of the past gets nothing done any more.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Position } from "../../replicated/position.ts";

/** Who does what, from the moment the view service has said so. */
export interface View {
  /** Views are numbered from 1; 0 is the one in which nobody does anything. */
  readonly number: number;
  /** Who orders the operations and answers; null before there is a server. */
  readonly primary: NodeId | null;
  /** Who copies the primary. */
  readonly backups: readonly NodeId[];
  /** The backups that had the whole state when the view was made. The others get it first. */
  readonly holders: readonly NodeId[];
  /** Whether nothing can have been answered before it, so that its primary begins with nothing. */
  readonly first: boolean;
}

/** What a server says of itself to the view service. */
export interface Report {
  /** The view that it acts in; 0: it knows of none. */
  readonly view: number;
  /** Whether it has the whole state of that view. Who has just started has nothing. */
  readonly holds: boolean;
  /** As its primary: whether all backups of the view have the whole state, too. */
  readonly acknowledges: boolean;
  /** Whether it knows that its view is acknowledged. */
  readonly settled: boolean;
  /** Where it stands, if it takes part in nothing any more because the primary has failed; else null. */
  readonly sealed: Position | null;
}

/** The view in which there is nobody. */
export const nobody: View = { number: 0, primary: null, backups: [], holders: [], first: true };

/** Whether a server has a part in a view. */
export function isMember({ primary, backups }: View, server: NodeId): boolean {
  return primary === server || backups.includes(server);
}

/**
 * Whether one position is further than another: in a later view, or in the same one at a higher index. The index alone
 * would not do, as a server may have operations of an earlier view that the later one never had.
 */
export function isAhead(one: Position, other: Position): boolean {
  return one.term === other.term ? one.index > other.index : one.term > other.term;
}

/** Whether two positions are the same; then so is all up to them. */
export function isSame(one: Position, other: Position): boolean {
  return one.term === other.term && one.index === other.index;
}
