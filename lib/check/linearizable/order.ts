/**
 * Orders between operations beyond those of real time: what one process asked is ordered even when an
 * answer and the next call share an instant, and operations that cannot be told apart are taken in one
 * order only.
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import type { History } from "../../model/history.ts";

/**
 * For each operation one that must come before it, or −1; `undefined` when there is none at all. An
 * operation that is free may be left out, and then nothing has to wait for it.
 */
export function orders(operations: History, free?: Uint8Array): Int32Array | undefined {
  const after = new Int32Array(operations.length).fill(-1);
  const touching = orderProcesses(operations, after, free);
  const alike = orderPending(operations, after);
  return touching || alike ? after : undefined;
}

/** A process goes on in the instant of its last answer: those two operations are in order. */
function orderProcesses(operations: History, after: Int32Array, free?: Uint8Array): boolean {
  const last = new Map<number, number>();
  let any = false;
  for (let i = 0; i < operations.length; i++) {
    const { process, invokedAt } = operations[i]!;
    const before = last.get(process);
    if (before !== undefined && operations[before]!.endedAt === invokedAt) {
      after[i] = before;
      any = true;
    }
    if (free?.[i] !== 1) last.set(process, i);
  }
  return any;
}

/**
 * Of two pending operations that ask the same, the one called first can stand in for the other, so it is
 * taken first. With k of them open, k + 1 sets are searched and not 2ᵏ.
 */
function orderPending(operations: History, after: Int32Array): boolean {
  if (!arePending(operations)) return false;
  const last = new Map<string, number>();
  let any = false;
  for (let i = 0; i < operations.length; i++) {
    const { outcome, input, output } = operations[i]!;
    if (outcome !== "unknown" || after[i] !== -1) continue;
    const kind = encode([input, output]);
    const before = last.get(kind);
    if (before !== undefined) {
      after[i] = before;
      any = true;
    }
    last.set(kind, i);
  }
  return any;
}

/** Whether more than one operation is pending; only then may two ask the same. */
function arePending(operations: History): boolean {
  let pending = 0;
  for (let i = 0; i < operations.length; i++) if (operations[i]!.outcome === "unknown") pending++;
  return pending > 1;
}
