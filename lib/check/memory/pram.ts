/**
 * PRAM, or FIFO consistency (Lipton and Sandberg 1988): for each process there is an order of its own
 * operations and all writes, which respects the order in which every process wrote, and in which each of
 * its reads returns the last value written. Different processes may order the writes of others
 * differently. As at every level, no read is a cause of what it returns, not even in a roundabout way; here
 * that has to be asked for, as no order holds the reads of two processes.
 *
 * Others call a condition on one story for all processes PRAM: so ⊆ vis, where vis is transitive (Viotti and
 * Vukolić 2016). It implies read your writes and monotonic reads, and follows from causal+. What is decided here
 * implies neither of the two, and does not follow from causal+.
 *
 * @module
 */

import { groundless, sessionOrder } from "./causality.ts";
import { INITIAL, type Memory } from "./memory.ts";
import { serialisation } from "./serialisation.ts";
import { type LevelVerdict, ok } from "./verdict.ts";

/** Whether a memory is PRAM consistent. */
export function pram(memory: Memory): LevelVerdict {
  const wrong = groundless(memory);
  if (wrong !== undefined) return wrong;
  for (const [process, session] of memory.sessions) {
    const order = sessionOrder(memory);
    for (const index of session) {
      const { kind, from } = memory.accesses[index]!;
      if (kind === "read" && from !== INITIAL) order.add(from, index, "as it was read");
    }
    const verdict = serialisation(memory, process, order);
    if (verdict.verdict !== "ok") return verdict;
  }
  return ok;
}
