/**
 * The longest linearizable prefixes of a history that is not linearizable: every return before the one
 * that blocks can be explained, in these orders, which end in these states.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { History, Operation } from "../../model/history.ts";
import type { Spec } from "../spec/spec.ts";
import { partsOf } from "./part.ts";
import { Search } from "./search.ts";
import type { Violation } from "./verdict.ts";

/** An order that explains everything up to the return that blocks. */
export interface Prefix<S> {
  /** Operations by their id, in their order. */
  readonly order: readonly number[];
  /** The state that they lead to, in which the blocked operation does not fit. */
  readonly state: S;
}

/**
 * The history up to the return of the blocked operation. What had not returned by then need not have
 * taken effect; if it has, it must fit the answer that it was to get.
 */
export function upToBlocked<I, O>({ operations, blocked }: Violation<I, O>): History<I, O> {
  return operations.filter(({ invokedAt }) => invokedAt <= blocked.endedAt).map((operation) =>
    operation.endedAt <= blocked.endedAt
      ? operation
      : { ...operation, endedAt: Infinity, outcome: "unknown" }
  );
}

/** An operation of which nobody knows anything but that it was asked. */
export function open<I, O>({ output: _, ...asked }: Operation<I, O>): Operation<I, O> {
  return { ...asked, endedAt: Infinity, outcome: "unknown" };
}

/** Up to `most` of the longest prefixes, which end in different states. */
export function longestPrefixes<S, I, O>(
  violation: Violation<I, O>,
  spec: Spec<S, I, O>,
  most: number,
  steps: number,
): Prefix<S>[] {
  const part = partsOf(upToBlocked(violation), spec)[0];
  if (part === undefined) return [];
  const goal = part.returns.findIndex((operation) =>
    part.operations[operation]!.id === violation.blocked.id
  );
  const found = new Map<string, Prefix<S>>();
  const search = new Search(part, spec, { left: 2 ** 28 });
  search.advance(steps, () => {
    if (search.frontier !== goal || found.size >= most) return;
    const { state } = search;
    const name = encode(state);
    if (found.has(name)) return;
    const order = Array.from(search.order, (operation) => part.operations[operation]!.id);
    found.set(name, { order, state });
  });
  return [...found.values()];
}
