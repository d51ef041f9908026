/**
 * The operations that contradict each other: a part of the history that cannot be explained whatever all
 * other operations did. The others are not left out, which could make a good history bad, but set free:
 * each may take effect between its call and its return, or never, with any answer. If that is still a
 * violation, those operations alone are one.
 *
 * What is set free and ended before anything known began only matters by the state that it left. So that a
 * long history need not be searched again for each attempt, that is taken to be any state that those
 * operations can lead to in any order, which makes a contradiction no easier to find, and no less one.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";
import type { Clusters } from "./clusters.ts";
import { layOut } from "./partition.ts";
import { memoryBytes, upToBlocked } from "./prefix.ts";
import { reachable } from "./reachable.ts";
import { Search } from "./search.ts";
import type { Violation } from "./verdict.ts";

/** Operations that contradict each other. */
export interface Core<I, O> {
  /** In the order of their calls. */
  readonly operations: History<I, O>;
  /** Whether without any one of them there is no contradiction; not known where the budget ran out. */
  readonly smallest: boolean;
}

/** Whether some operations, by their ids, contradict each other and the blocked one. */
type Contradicts = (known: ReadonlySet<number>) => boolean;

/** A history of no more operations is searched as a whole for each attempt. */
const short = 64;

/** A single attempt may not use up the whole budget, but this part of it. */
const share = { window: 1 / 8, reduction: 1 / 40 };

/** Finds a core by setting free ever smaller groups of operations (after Zeller's delta debugging). */
export function contradiction<S, I, O>(
  violation: Violation<I, O>,
  spec: Spec<S, I, O>,
  steps: number,
  goOn: () => boolean,
): Core<I, O> {
  const { blocked, operations } = violation;
  const attempts = new Attempts(violation, spec, steps);
  const more = () => attempts.left > 0 && goOn();
  const candidates = attempts.history.filter(({ id, outcome, output }) =>
    id !== blocked.id && (outcome === "ok" || output !== undefined)
  ).map(({ id }) => id);
  const window = latest(candidates, (known) => attempts.contradicts(known, share.window), more);
  attempts.cut = false;
  const few = reduce(window, (known) => attempts.contradicts(known, share.reduction), more);
  attempts.cut &&= attempts.isShort;
  // Those few are soon tried with all that came before, too.
  const known = attempts.isShort
    ? few
    : reduce([...few], (known) => attempts.byAll(known, share.reduction), more);
  return {
    operations: operations.filter(({ id }) => known.has(id) || id === blocked.id),
    smallest: more() && !attempts.cut,
  };
}

/** The core of operations that clash, on a register whose values tell their writes. */
export function clusterCore<I, O>(
  clusters: Clusters<I, O>,
  { blocked, returned, clash }: ReturnType<Clusters<I, O>["firstClash"]>,
  goOn: () => boolean,
): Core<I, O> {
  const contradicts: Contradicts = (known) =>
    "clash" in clusters.decide(returned, (i) => i === blocked || known.has(i));
  const known = reduce(clash.filter((i) => i !== blocked), contradicts, goOn);
  return {
    operations: clusters.part.operations.filter((_, i) => known.has(i) || i === blocked),
    smallest: goOn(),
  };
}

/** Attempts within one budget. */
class Attempts<S, I, O> {
  /** What had been called by the return of the blocked operation. */
  readonly history: History<I, O>;
  /** Whether an attempt was given up. */
  cut = false;
  #reached: { readonly before: number; readonly states: readonly S[] | undefined } | undefined;

  constructor(
    readonly violation: Violation<I, O>,
    readonly spec: Spec<S, I, O>,
    readonly steps: number,
    public left: number = steps,
  ) {
    this.history = upToBlocked(violation);
  }

  /** Whether it takes no time to search the whole history. */
  get isShort(): boolean {
    return this.history.length <= short;
  }

  /** Whether these operations contradict each other from any state that what ended before may have left. */
  contradicts(known: ReadonlySet<number>, most: number): boolean {
    if (this.isShort) return this.byAll(known, most);
    const { blocked } = this.violation;
    let begin = blocked.invokedAt;
    for (const { id, invokedAt } of this.history) {
      if (invokedAt >= begin) break;
      if (known.has(id)) begin = invokedAt;
    }
    const states = this.#statesAt(begin, most);
    if (states === undefined) return this.byAll(known, most);
    const rest = this.history.filter(({ endedAt }) => endedAt >= begin);
    return states.every((init) => this.#search(rest, { ...this.spec, init }, known, most));
  }

  /** Whether these operations contradict each other, whatever all the others did. */
  byAll(known: ReadonlySet<number>, most: number): boolean {
    return this.#search(this.history, this.spec, known, most);
  }

  /** The states that what had ended by then may have led to; nothing where they are too many. */
  #statesAt(before: number, most: number): readonly S[] | undefined {
    if (this.#reached?.before !== before) {
      const early = this.history.filter(({ endedAt }) => endedAt < before);
      const found = reachable(early, this.spec, Math.min(this.left, this.steps * most));
      this.left -= found.steps;
      this.#reached = { before, states: found.states };
    }
    return this.#reached.states;
  }

  #search(
    history: History<I, O>,
    spec: Spec<S, I, O>,
    known: ReadonlySet<number>,
    most: number,
  ): boolean {
    const { blocked, key } = this.violation;
    const isFree = (id: number) => id !== blocked.id && !known.has(id);
    const relaxed = relax(history, spec, isFree);
    const search = new Search(layOut(key, relaxed, spec, isFree), spec, { left: memoryBytes });
    const progress = search.advance(Math.min(this.left, this.steps * most));
    search.abandon();
    this.left -= search.steps + history.length;
    this.cut ||= progress === "searching";
    return progress === "exhausted";
  }
}

/** Nothing is known of the answers of free operations, and a read without an answer tells nothing. */
function relax<S, I, O>(
  history: History<I, O>,
  spec: Spec<S, I, O>,
  isFree: (id: number) => boolean,
): Operation<I, O>[] {
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
  contradicts: Contradicts,
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
  contradicts: Contradicts,
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
