/**
 * Tiered compaction (Cassandra's size-tiered strategy): a level gathers runs until it has so many, and then
 * they become one run of the level below. A byte is written once a level; reads look into many runs, and
 * old versions stay longer.
 *
 * @module
 */

import type { Levels } from "../levels.ts";
import { intoNewRun, type Job, type Limits } from "./job.ts";

/** The first level that has all its runs is merged into one run below. */
export function tiered(levels: Levels, limits: Limits): Job | undefined {
  const full = levels.findIndex((level, i) => level.length >= mostRuns(i, limits));
  return full < 0 ? undefined : intoNewRun(levels, full);
}

/** With how many runs a tiered level is merged. */
export function mostRuns(level: number, { compactAt, ratio }: Limits): number {
  return level === 0 ? compactAt : ratio;
}
