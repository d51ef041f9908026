/**
 * The part of a history that touches one key, laid out for the search: operations numbered in the order
 * of their calls, and everything about them in typed arrays.
 *
 * A set of linearised operations that the search can reach holds every operation that returned before
 * the first return still ahead (the frontier), and some of those open at that time. Open operations each
 * occupy a slot, which is free again after their return. So the frontier and one bit a slot identify the
 * set, however long the history is.
 *
 * @module
 */

import type { History, Operation } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";
import { orders } from "./order.ts";

/** What the search may do with an operation. */
export const role = {
  /** It leaves every state as it is, and was answered. */
  read: 0,
  /** It was answered. */
  update: 1,
  /** Nobody knows whether it took effect: it may be left out. */
  pending: 2,
} as const;

/** The operations on one key. Numbers of operations are positions in `operations`. */
export interface Partition<I = unknown, O = unknown> {
  /** The key, or `undefined` where the specification has none. */
  readonly key: string | number | undefined;
  /** The operations that matter, in the order of their calls: neither failed ones nor unanswered reads. */
  readonly operations: History<I, O>;
  /** The role of each operation. */
  readonly roles: Uint8Array;
  /** The answered operations in the order of their returns. */
  readonly returns: Int32Array;
  /** The place of each operation in `returns`; one past its end for what has no return. */
  readonly ranks: Int32Array;
  /** How many operations had been called when a return happened; all of them after the last. */
  readonly called: Int32Array;
  /** The slot of each operation. */
  readonly slots: Int32Array;
  /** How many slots there are. */
  readonly slotCount: number;
  /** An operation that must come before, or −1; `undefined` when there is none at all. */
  readonly after: Int32Array | undefined;
  /** Operations, marked by 1, that must take effect before they return or never; none by default. */
  readonly free?: Uint8Array;
}

/** Splits a history into its independent parts, in the order in which their keys appear. */
export function partitionsOf<S, I, O>(
  history: History<I, O>,
  spec: Spec<S, I, O>,
): Partition<I, O>[] {
  const groups = new Map<string | number | undefined, Operation<I, O>[]>();
  for (const operation of history) {
    if (!matters(operation, spec)) continue;
    const key = spec.key?.(operation.input);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [operation]);
    else group.push(operation);
  }
  return [...groups].map(([key, operations]) => layOut(key, operations, spec));
}

/** A failed operation did not happen, and an unanswered read tells nothing. */
function matters<S, I, O>(operation: Operation<I, O>, spec: Spec<S, I, O>): boolean {
  const { outcome, input, output } = operation;
  if (outcome === "fail") return false;
  return outcome === "ok" && output !== undefined || !(spec.readsOnly?.(input, undefined) ?? false);
}

/** The part of a key, from the operations on it that matter; of free ones no answer may be known. */
export function layOut<S, I, O>(
  key: string | number | undefined,
  group: Operation<I, O>[],
  spec: Spec<S, I, O>,
  isFree?: (id: number) => boolean,
): Partition<I, O> {
  const operations = inCallOrder(group);
  const free = isFree && Uint8Array.from(operations, ({ id }) => isFree(id) ? 1 : 0);
  const roles = new Uint8Array(operations.length);
  for (let i = 0; i < operations.length; i++) {
    const { outcome, input, output } = operations[i]!;
    const isPending = outcome === "unknown" || free?.[i] === 1;
    const reads = !isPending && (spec.readsOnly?.(input, output) ?? false);
    roles[i] = isPending ? role.pending : reads ? role.read : role.update;
  }
  const returns = inReturnOrder(operations);
  const called = new Int32Array(returns.length + 1);
  const ranks = new Int32Array(operations.length).fill(returns.length);
  let calls = 0;
  returns.forEach((operation, i) => {
    ranks[operation] = i;
    const { endedAt } = operations[operation]!;
    // Two operations that touch in a single instant are concurrent: nobody knows which was first.
    while (calls < operations.length && operations[calls]!.invokedAt <= endedAt) calls++;
    called[i] = calls;
  });
  called[returns.length] = operations.length;
  return {
    key,
    operations,
    roles,
    returns,
    ranks,
    called,
    ...slotsOf(operations.length, returns, called),
    after: orders(operations, free),
    ...(free && { free }),
  };
}

function inCallOrder<I, O>(operations: Operation<I, O>[]): History<I, O> {
  for (let i = 1; i < operations.length; i++) {
    if (operations[i]!.invokedAt < operations[i - 1]!.invokedAt) {
      return operations.sort((a, b) => a.invokedAt - b.invokedAt);
    }
  }
  return operations;
}

function inReturnOrder(operations: History): Int32Array {
  const answered: number[] = [];
  for (let i = 0; i < operations.length; i++) {
    if (operations[i]!.outcome === "ok") answered.push(i);
  }
  return new Int32Array(answered.sort((a, b) => operations[a]!.endedAt - operations[b]!.endedAt));
}

function slotsOf(count: number, returns: Int32Array, called: Int32Array) {
  const slots = new Int32Array(count);
  const free: number[] = [];
  let slotCount = 0;
  let calls = 0;
  for (let i = 0; i < called.length; i++) {
    for (; calls < called[i]!; calls++) slots[calls] = free.pop() ?? slotCount++;
    if (i < returns.length) free.push(slots[returns[i]!]!);
  }
  return { slots, slotCount };
}
