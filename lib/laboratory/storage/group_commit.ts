/**
 * Group commit (DeWitt and others 1984; Gawlick and Kinkade 1985): puts that come while a sync is under way
 * wait, and share the next one. It is run on one disk under puts that come at random.
 *
 * @module
 */

import { log } from "../../model/real/log.ts";
import { Random } from "../../sim/random.ts";
import { mean, percentile } from "../measured.ts";

/** A load. */
export interface CommitLoad {
  /** How many puts come in a second on average, independent of each other. */
  readonly perSecond: number;
  /** How long a sync takes, in ms; there is one at a time. */
  readonly syncMs: number;
  /** Whether each put has a sync of its own, in their order; default: all that wait share one. */
  readonly alone?: boolean;
  /** How many puts there are; default 100,000. Of more than can be synced alone the later wait the longer. */
  readonly puts?: number;
  /** What their times are drawn from; default 1. */
  readonly seed?: number;
}

/** What came of it. */
export interface CommitRun {
  /** How many puts were to come in a second. */
  readonly perSecond: number;
  /** How many puts share a sync, on average. */
  readonly batch: number;
  /** How many syncs there are in a second. */
  readonly syncs: number;
  /** How long a put takes until it is durable, on average, in ms. */
  readonly meanMs: number;
  /** The time that 99 of 100 puts do not exceed, in ms. */
  readonly p99Ms: number;
}

/** Lets puts come at random, and syncs them. */
export function groupCommit(load: CommitLoad): CommitRun {
  const { perSecond, syncMs, alone = false, puts = 100_000, seed = 1 } = load;
  assertAbove("perSecond", perSecond, 0);
  assertAbove("syncMs", syncMs, 0);
  assertAbove("puts", puts, 0);
  const random = new Random(seed, "puts"), came: number[] = [], took: number[] = [];
  for (let now = 0; came.length < puts;) {
    now -= log(1 - random.unit()) * 1000 / perSecond;
    came.push(now);
  }
  let free = 0, syncs = 0;
  for (let next = 0; next < came.length; syncs++) {
    const begins = Math.max(free, came[next]!);
    free = begins + syncMs;
    do took.push(free - came[next++]!); while (!alone && came[next]! <= begins);
  }
  return {
    perSecond,
    batch: puts / syncs,
    syncs: syncs / free * 1000,
    meanMs: mean(took),
    p99Ms: percentile(took, 0.99),
  };
}

function assertAbove(field: string, value: number, least: number): void {
  if (value > least && Number.isFinite(value)) return;
  throw new RangeError(
    `Cannot commit in groups because ${field} must be above ${least}: given ${value}`,
  );
}
