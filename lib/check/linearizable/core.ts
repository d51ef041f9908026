/**
 * The operations that contradict each other: a part of the history that cannot be explained whatever all
 * other operations did. The others are not left out, which could make a good history bad, but set free:
 * each may take effect between its call and its return, or never, with any answer. If that is still a
 * violation, those operations alone are one.
 *
 * @module
 */

import type { History } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";
import { layOut } from "./partition.ts";
import { memoryBytes, upToBlocked } from "./prefix.ts";
import { Search } from "./search.ts";
import type { Violation } from "./verdict.ts";

/** Operations that contradict each other. */
export interface Core<I, O> {
  /** In the order of their calls. */
  readonly operations: History<I, O>;
  /** Whether without any one of them there is no contradiction; not known where the budget ran out. */
  readonly smallest: boolean;
}

/** A single attempt may not use up the whole budget, but this part of it. */
const share = { window: 1 / 8, reduction: 1 / 40 };

/** Finds a core by setting free ever smaller groups of operations (after Zeller's delta debugging). */
export function contradiction<S, I, O>(
  violation: Violation<I, O>,
  spec: Spec<S, I, O>,
  steps: number,
  goOn: () => boolean,
): Core<I, O> {
  const { blocked, key, operations } = violation;
  const history = upToBlocked(violation);
  let left = steps;
  let cut = false;
  const contradicts = (known: ReadonlySet<number>, most: number): boolean => {
    const isFree = (id: number) => id !== blocked.id && !known.has(id);
    const relaxed = relax(history, spec, isFree);
    const search = new Search(layOut(key, relaxed, spec, isFree), spec, { left: memoryBytes });
    const progress = search.advance(Math.min(left, steps * most));
    left -= search.steps + history.length;
    cut ||= progress === "searching";
    return progress === "exhausted";
  };
  const more = () => left > 0 && goOn();
  const candidates = history.filter(({ id, outcome, output }) =>
    id !== blocked.id && (outcome === "ok" || output !== undefined)
  ).map(({ id }) => id);
  const window = latest(candidates, (known) => contradicts(known, share.window), more);
  cut = false;
  const known = reduce(window, (known) => contradicts(known, share.reduction), more);
  return {
    operations: operations.filter(({ id }) => known.has(id) || id === blocked.id),
    smallest: more() && !cut,
  };
}

/** Nothing is known of the answers of free operations, and a read without an answer tells nothing. */
function relax<S, I, O>(
  history: History<I, O>,
  spec: Spec<S, I, O>,
  isFree: (id: number) => boolean,
) {
  return history.flatMap((each) => {
    if (!isFree(each.id)) return [each];
    if (spec.readsOnly?.(each.input, undefined)) return [];
    const { output: _, ...asked } = each;
    return [asked];
  });
}

/** The shortest of the latest 0, 1, 2, 4, … candidates that contradict: most cores are near the blocked one. */
function latest(
  candidates: readonly number[],
  contradicts: (known: ReadonlySet<number>) => boolean,
  more: () => boolean,
): readonly number[] {
  for (let size = 0; size < candidates.length && more(); size = Math.max(1, 2 * size)) {
    const window = candidates.slice(candidates.length - size);
    if (contradicts(new Set(window))) return window;
  }
  return candidates;
}

function reduce(
  candidates: readonly number[],
  contradicts: (known: ReadonlySet<number>) => boolean,
  more: () => boolean,
): Set<number> {
  let known = [...candidates];
  for (let size = known.length; size >= 1; size = Math.floor(size / 2)) {
    for (let start = 0; start < known.length && more();) {
      const without = known.toSpliced(start, size);
      if (contradicts(new Set(without))) known = without;
      else start += size;
    }
  }
  return new Set(known);
}
