/**
 * When to turn back early: an open read that can fit no state that is still to come. A text that only
 * grows has grown past a read of it, and whatever follows, the read stays behind.
 *
 * @module
 */

import type { Spec } from "../spec/spec.ts";
import { type Part, role } from "./part.ts";

/**
 * The rank of an open read that no longer fits, or −1: no order that begins so gets past that return.
 * `next` links what is not taken, one list a role, with heads behind the last operation.
 */
export function hopelessRank<S, I, O>(
  { operations, called, ranks }: Part<I, O>,
  spec: Spec<S, I, O>,
  state: S,
  frontier: number,
  next: Int32Array,
): number {
  if (spec.mayYetFit === undefined) return -1;
  const end = called[frontier]!;
  let read = next[operations.length + role.read]!;
  for (; read < end; read = next[read]!) {
    const { input, output } = operations[read]!;
    if (spec.mayYetFit(state, input, output!)) continue;
    const before = called[ranks[read]!]!;
    const rescued = [role.update, role.pending].some((list) => {
      const first = next[operations.length + list]!;
      return mayRescue(operations[read]!, first, before);
    });
    if (!rescued) return ranks[read]!;
  }
  return -1;

  /** Whether an operation called before the read returned may overwrite the state with one that helps. */
  function mayRescue(
    { input, output }: Part<I, O>["operations"][number],
    from: number,
    to: number,
  ) {
    if (spec.overwrites === undefined) return true;
    for (let other = from; other < to; other = next[other]!) {
      const { input: writes, output: answer } = operations[other]!;
      if (!spec.overwrites(writes)) continue;
      const [, after] = spec.step(state, writes, answer);
      if (spec.mayYetFit!(after, input, output!)) return true;
    }
    return false;
  }
}
