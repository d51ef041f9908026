/**
 * The longest linearizable prefixes of a history that is not linearizable: every return before the one
 * that blocks can be explained, in these orders, which end in these states.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { History, Operation } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";
import { clustersOf } from "./clusters.ts";
import { layOut, type Partition, partitionsOf } from "./partition.ts";
import { Search } from "./search.ts";
import type { Violation } from "./verdict.ts";

/** An order that explains everything up to the return that blocks. */
export interface Prefix<S> {
  /** Operations by their id, in their order. */
  readonly order: readonly number[];
  /** The state that they lead to, in which the blocked operation does not fit. */
  readonly state: S;
}

/** How many bytes one search of an explanation may remember. */
export const memoryBytes = 2 ** 28;

/**
 * The history up to the return of the blocked operation. What had not returned by then need not have
 * taken effect; if it has, it must fit the answer that it was to get.
 */
export function upToBlocked<I, O>({ operations, blocked }: Violation<I, O>): History<I, O> {
  return operations.filter(({ invokedAt }) => invokedAt <= blocked.endedAt).map((operation) =>
    operation.endedAt <= blocked.endedAt ? operation : unreturned(operation)
  );
}

function unreturned<I, O>(operation: Operation<I, O>): Operation<I, O> {
  return { ...operation, endedAt: Infinity, outcome: "unknown" };
}

/** An operation of which only the invocation is known. */
export function open<I, O>({ output: _, ...asked }: Operation<I, O>): Operation<I, O> {
  return { ...asked, endedAt: Infinity, outcome: "unknown" };
}

/**
 * The same violation, blocked by the first return that no order gets past. A search that turns back early
 * knows some return that no order gets past, which need not be the first: that is found by halving.
 */
export function firstBlocked<S, I, O>(
  violation: Violation<I, O>,
  spec: Spec<S, I, O>,
  steps: number,
): Violation<I, O> {
  if (spec.mayYetFit === undefined) return violation;
  const returned = violation.operations.filter(({ outcome, endedAt }) =>
    outcome === "ok" && endedAt <= violation.blocked.endedAt
  ).sort((a, b) => a.endedAt - b.endedAt);
  let left = steps;
  const contradicts = (history: History<I, O>): boolean => {
    const search = new Search(onlyPartition(history, spec), spec, { left: memoryBytes });
    const progress = search.advance(left);
    left -= search.steps + history.length;
    return progress === "exhausted";
  };
  let [low, high] = [0, returned.indexOf(violation.blocked)];
  while (low < high && left > 0) {
    const middle = (low + high) >> 1;
    if (contradicts(upToBlocked({ ...violation, blocked: returned[middle]! }))) high = middle;
    else low = middle + 1;
  }
  // Of several that return in this instant, it is a read without which the others fit.
  const first = returned[high]!;
  const history = upToBlocked({ ...violation, blocked: first });
  const culprit = returned.slice(high).find(({ id, input, output, endedAt }, _, { length }) =>
    length > 1 && left > 0 && endedAt === first.endedAt && spec.readsOnly?.(input, output) &&
    !contradicts(history.filter((each) => each.id !== id))
  );
  return { ...violation, blocked: culprit ?? first };
}

/**
 * Up to `most` of the longest prefixes, which end in different states. What returns in the same instant as
 * the blocked operation may be in them or not.
 */
export function longestPrefixes<S, I, O>(
  { operations, blocked }: Violation<I, O>,
  spec: Spec<S, I, O>,
  most: number,
  steps: number,
): Prefix<S>[] {
  const part = onlyPartition(beside(operations, blocked), spec);
  const found = new Map<string, Prefix<S>>();
  const search = new Search(part, spec, { left: memoryBytes });
  let left = steps;
  search.advance(steps, () => {
    left -= part.operations.length;
    if (left < 0) return false;
    const order = Array.from(search.order, (operation) => part.operations[operation]!);
    const state = order.reduce(
      (before, { input, output }) => spec.step(before, input, output)[1],
      spec.init,
    );
    const name = encode(state);
    if (!found.has(name) && !spec.step(state, blocked.input, blocked.output)[0]) {
      found.set(name, { order: order.map(({ id }) => id), state });
    }
    return found.size < most;
  });
  return [...found.values()];
}

/** The same on a register whose values tell their writes, one of them. */
export function clusterPrefix<S, I, O>(
  { operations, blocked }: Violation<I, O>,
  spec: Spec<S, I, O>,
): Prefix<S>[] {
  const part = onlyPartition(beside(operations, blocked), spec);
  const row = clustersOf(part, spec)?.decide();
  if (row === undefined || "clash" in row) return [];
  const order = row.order.map((operation) => part.operations[operation]!);
  const last = order.findLast(({ input, output }) =>
    spec.asRegister!(input, output)!.type === "write"
  );
  const state = last === undefined ? spec.init : spec.step(spec.init, last.input, last.output)[1];
  if (spec.step(state, blocked.input, blocked.output)[0]) return [];
  return [{ order: order.map(({ id }) => id), state }];
}

/** What was called by the return of the blocked operation, and not after it by the same process. */
function beside<I, O>(operations: History<I, O>, blocked: Operation<I, O>): History<I, O> {
  const now = blocked.endedAt;
  const ended = new Set<number>();
  return operations.flatMap((each) => {
    const follows = each.invokedAt === now && ended.has(each.process);
    if (each.endedAt === now) ended.add(each.process);
    if (each.invokedAt > now || follows || each.id === blocked.id) return [];
    return each.endedAt < now ? each : unreturned(each);
  });
}

/** The part of operations that are all on one key; an empty one if none of them matters. */
export function onlyPartition<S, I, O>(
  operations: History<I, O>,
  spec: Spec<S, I, O>,
): Partition<I, O> {
  return partitionsOf(operations, spec)[0] ?? layOut(undefined, [], spec);
}
