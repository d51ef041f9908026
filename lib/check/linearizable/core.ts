/**
 * The operations that contradict each other: a part of the history that cannot be explained whatever all
 * other operations did. The others are not left out, which could make a good history bad, but set free:
 * each may take effect at any time after its call, or never, with any answer. What is a violation even
 * so is one by itself.
 *
 * @module
 */

import type { History } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";
import { memoryBytes, onlyPart, open, upToBlocked } from "./prefix.ts";
import { Search } from "./search.ts";
import type { Violation } from "./verdict.ts";

/** Operations that contradict each other. */
export interface Core<I, O> {
  /** In the order of their calls. */
  readonly operations: History<I, O>;
  /** Whether without any one of them there is no contradiction, as far as the budget could tell. */
  readonly smallest: boolean;
}

/** A single attempt may not use up the whole budget, but this part of it. */
const share = 1 / 40;

/** Finds a core by setting free ever smaller groups of operations (after Zeller's delta debugging). */
export function contradiction<S, I, O>(
  violation: Violation<I, O>,
  spec: Spec<S, I, O>,
  steps: number,
): Core<I, O> {
  const history = upToBlocked(violation);
  const { blocked } = violation;
  let left = steps;
  const contradicts = (known: ReadonlySet<number>): boolean => {
    const relaxed = history.map((each) =>
      known.has(each.id) || each.id === blocked.id ? each : open(each)
    );
    const search = new Search(onlyPart(relaxed, spec), spec, { left: memoryBytes });
    const progress = search.advance(Math.min(left, steps * share));
    left -= search.steps + relaxed.length;
    return progress === "exhausted";
  };
  const known = reduce(candidates(violation, history, spec), contradicts, () => left > 0);
  return {
    operations: violation.operations.filter(({ id }) => known.has(id) || id === blocked.id),
    smallest: left > 0,
  };
}

/** The operations of which something is known; reads first, as without them the search has the least to do. */
function candidates<S, I, O>(
  { blocked }: Violation<I, O>,
  history: History<I, O>,
  spec: Spec<S, I, O>,
): number[] {
  const answered = history.filter(({ outcome, output, id }) =>
    (outcome === "ok" || output !== undefined) && id !== blocked.id
  );
  const reads = answered.filter(({ input, output }) => spec.readsOnly?.(input, output) ?? false);
  return [...new Set([...reads, ...answered])].map(({ id }) => id);
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
