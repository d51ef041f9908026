/**
 * What an engine does for each byte that it is asked to keep, and for each key that it is asked for.
 *
 * @module
 */

import { log2 } from "../../model/real/log.ts";
import { keysOf, type Workload } from "./workload.ts";

/** Which compaction. */
export type PolicyName = "levelled" | "tiered" | "lazy levelled";

/** What a model says: from the least that is to be expected to the most. */
export interface Model {
  /** Bytes written for each of the user's, log left out. */
  readonly writeModel: readonly [least: number, most: number];
  /** Versions stored for each key that is live, at most. */
  readonly versionsModel: number;
}

/** What one search cost. */
export interface Reads {
  /**
   * Tables whose keys reach over the one that is looked for, as long as it was not found; or pages of a
   * tree.
   */
  readonly asked: number;
  /** Blocks, or pages, that were read. */
  readonly read: number;
}

/** Means over many searches. */
export interface ReadAmplification {
  /** Of keys that are there. */
  readonly present: Reads;
  /** Of keys that are not. */
  readonly absent: Reads;
}

/** What was measured of an engine. */
export interface Amplification extends ReadAmplification, Partial<Model> {
  /** Which engine, in words. */
  readonly engine: string;
  /** How it compacts, if it does. */
  readonly policy?: PolicyName;
  /** How much larger each level is. */
  readonly ratio?: number;
  /** How many keys it holds. */
  readonly keys: number;
  /** How many levels it has: of tables, or of pages. */
  readonly levels: number;
  /** Bytes written for each of the user's, a log of batches left out. */
  readonly write: number;
  /** Bytes written to a log of batches for each of the user's. */
  readonly log: number;
  /** Bytes stored for each that is live, the most that was seen while keys were written again. */
  readonly space: number;
  /** Versions stored for each key that is live, the most that was seen then; a tree has one. */
  readonly versions: number;
  /** How `write` grew while keys were written for the first time, at each doubling of their number. */
  readonly growth: readonly Growth[];
}

/** A moment while keys are written for the first time. */
export interface Growth {
  /** How many there are. */
  readonly keys: number;
  /** Bytes written for each of the user's up to then. */
  readonly write: number;
}

/**
 * Whether to look at the growth when there are so many keys of a workload: all of them, a half, a quarter …
 */
export function isMilestone(count: number, { keys }: Workload): boolean {
  return count <= keys && count >= 50 && Number.isInteger(log2(keys / count));
}

/** Searches for keys of a workload and for others, and takes the means. */
export function readsOf(
  workload: Workload,
  count: number,
  search: (key: Uint8Array) => Reads,
): ReadAmplification {
  // Keys were drawn, so the first are as good as any.
  const keys = keysOf(workload, count);
  const present = keys.slice(0, Math.min(count, workload.keys)), absent = keys.slice(workload.keys);
  return { present: meanOf(present.map(search)), absent: meanOf(absent.map(search)) };
}

function meanOf(all: readonly Reads[]): Reads {
  const mean = (of: (reads: Reads) => number) =>
    all.reduce((sum, one) => sum + of(one), 0) / all.length;
  return { asked: mean(({ asked }) => asked), read: mean(({ read }) => read) };
}
