/**
 * Ranges that are too large, or too much asked of, are split; neighbours of which little is left
 * are merged.
 *
 * @module
 */

import { holds, meets } from "../../range/interval.ts";
import { type Draft, plan } from "./draft.ts";
import type { Seen } from "./seen.ts";

/** Splits what is too large or too hot. */
export function split(draft: Draft): void {
  const { view, settings: { splitBytes, splitOps }, spare, busy } = draft;
  for (const range of view.ranges) {
    const { group, middle, bytes, load, learners } = range;
    if (busy.has(group) || middle === null || learners.length > 0) continue;
    const isLarge = bytes > splitBytes, isHot = load > splitOps;
    if (!isLarge && !isHot || !holds(range, middle) || middle === range.start) continue;
    const child = spare.shift();
    if (child === undefined) return;
    const order = { type: "split", at: middle, child } as const;
    const steps = [{ order, goal: { type: "interval" } as const }];
    plan(draft, range, { kind: "split", reason: isLarge ? "size" : "load", steps });
  }
}

/**
 * Merges neighbours that are small and cold. What was split is left alone for a while, and is well
 * below it again.
 */
export function merge(draft: Draft): void {
  const { view: { ranges } } = draft;
  for (let i = 1; i < ranges.length && draft.moves > 0; i++) {
    const left = ranges[i - 1]!, right = ranges[i]!;
    if (!meets(left, right) || !isCold(draft, left, right)) continue;
    const [source, into] = right.bytes <= left.bytes ? [right, left] : [left, right];
    const { group, version: intoVersion, start: intoKey } = into;
    const order = { type: "merge", into: group, intoVersion, intoKey } as const;
    const steps = [{ order, goal: { type: "interval" } as const }];
    plan(draft, source, { kind: "merge", reason: "cold", into, steps });
  }
}

function isCold({ view, busy, settings }: Draft, ...two: readonly [Seen, Seen]): boolean {
  const { mergeBytes, mergeAfterMs, splitBytes, splitOps, opsPerLeader } = settings;
  const bytes = two[0].bytes + two[1].bytes, load = two[0].load + two[1].load;
  if (!(bytes < mergeBytes && bytes < splitBytes / 2)) return false;
  if (!(load < Math.min(splitOps, opsPerLeader) / 2)) return false;
  return two.every(({ group, since, learners }) =>
    !busy.has(group) && learners.length === 0 && view.now - since >= mergeAfterMs
  );
}
