/**
 * Lazy levelling (Dayan and Idreos 2018, *Dostoevsky*, section 3): the last level, where nearly all of the
 * data is, is one run, and all levels above are tiered. Reads of keys that are there and space cost about
 * what they cost when levelled; writes about what they cost when tiered, and once the ratio at the last
 * level.
 *
 * @module
 */

import { bytesOf, type Levels, tablesOf } from "../levels.ts";
import { intoNewRun, intoRun, type Job, type Limits } from "./job.ts";
import { capacityOf } from "./levelled.ts";
import { mostRuns } from "./tiered.ts";

/** A full level is merged into the one below: into a new run, or into the one run of the last. */
export function lazyLevelled(levels: Levels, limits: Limits): Job | undefined {
  const last = Math.max(1, levels.length - 1);
  for (let i = 0; i < last; i++) {
    const level = levels[i];
    if (level === undefined || level.length < mostRuns(i, limits)) continue;
    const isAboveLast = i + 1 === last && (levels[last]?.length ?? 0) <= 1;
    return isAboveLast ? intoRun(levels, i, tablesOf(level)) : intoNewRun(levels, i);
  }
  const bottom = levels[last];
  // Several runs in the last level were left there by another policy.
  const isFull = bottom !== undefined &&
    (bottom.length > 1 || bytesOf(tablesOf(bottom)) > capacityOf(last, limits));
  return isFull ? intoNewRun(levels, last) : undefined;
}
