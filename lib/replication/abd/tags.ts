/**
 * Tags put the writes of a register in one order (Lynch and Shvartsman 1997, section 3; the timestamp and the name of
 * its writer): by time, and where two writers have chosen the same time, by writer.
 *
 * @module
 */

import type { NodeId } from "../../model/protocol.ts";
import type { Value } from "../register/register.ts";

/** Where a write stands among all writes of its register. */
export interface Tag {
  /** Counts writes, from 1; 0 before the first. */
  readonly time: number;
  /** The node that wrote; it breaks ties. Invariant: it gives no time to two writes. */
  readonly writer: NodeId;
}

/** A value and its tag. */
export interface Version {
  /** Where it stands. */
  readonly tag: Tag;
  /** What was written. */
  readonly value: Value;
}

/** What every replica holds before the first write. */
export const NOTHING: Version = { tag: { time: 0, writer: 0 }, value: null };

/** Below zero when `a` is earlier than `b`, above when it is later, zero when they are the same. */
export function compareTags(a: Tag, b: Tag): number {
  return a.time - b.time || a.writer - b.writer;
}

/** A tag in a few letters: "2.0", time 2 of node 0. */
export function tagLabel({ time, writer }: Tag): string {
  return time === 0 ? "0" : `${time}.${writer}`;
}
