/**
 * What is still to come of a state, where the specification can tell: a text that only grows may have grown
 * past a read of it. Then the read must see another state, which something overwrites this one with.
 *
 * @module
 */

import type { Spec } from "../spec/spec.ts";
import { type Partition, role } from "./partition.ts";
import { unseen } from "./transitions.ts";

/** How many operations are looked at for one that helps. */
const farthest = 64;

/** Some read may yet fit the state, or nothing is known of that. */
export const seen: -1 = -1;

/**
 * `seen`; or `unseen`, when no read that could come first may yet fit the state; or the rank of a read that
 * will fit no state at all, so that no order that begins so gets past its return. `next` links what is not
 * taken, one list a role, with heads behind the last operation.
 */
export function lookahead<S, I, O>(
  { operations, called, ranks }: Partition<I, O>,
  spec: Spec<S, I, O>,
  state: number,
  value: S,
  frontier: number,
  next: Int32Array,
): number {
  if (spec.mayYetFit === undefined) return seen;
  const count = operations.length;
  const reads = next[count + role.read]!;
  const end = called[soonest()]!;
  let fits = false;
  for (let read = reads; read < count && read < end; read = next[read]!) {
    const { input, output } = operations[read]!;
    if (state !== unseen && spec.mayYetFit(value, input, output!)) fits = true;
    else if (!mayBeRescued(read)) return ranks[read]!;
  }
  return fits ? seen : unseen;

  /** The rank of the first return among the open reads and the next that is called. */
  function soonest(): number {
    let rank = ranks[reads] ?? called.length - 1;
    for (let read = reads; read < called[frontier]!;) {
      read = next[read]!;
      if (read < count) rank = Math.min(rank, ranks[read]!);
    }
    return rank;
  }

  function mayBeRescued(read: number): boolean {
    const before = called[ranks[read]!]!;
    return mayRescue(next[count + role.update]!, read, before) ||
      mayRescue(next[count + role.pending]!, read, before);
  }

  /**
   * Whether an operation called before the read returned may overwrite the state with one that helps. When
   * there are too many to look at, one of them may: that is decided when the read is nearer.
   */
  function mayRescue(from: number, read: number, before: number): boolean {
    if (spec.overwrites === undefined) return true;
    const { input, output } = operations[read]!;
    let left = farthest;
    for (let other = from; other < before; other = next[other]!) {
      if (left-- === 0) return true;
      const { input: writes, output: answer } = operations[other]!;
      if (!spec.overwrites(writes)) continue;
      const [, after] = spec.step(value, writes, answer);
      if (spec.mayYetFit!(after, input, output!)) return true;
    }
    return false;
  }
}
