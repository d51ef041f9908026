/**
 * PRAM, or FIFO consistency (Lipton and Sandberg 1988): for each process there is an order of its own
 * operations and all writes, which respects the order in which every process wrote, and in which each of
 * its reads returns the last value written. Different processes may order the writes of others
 * differently.
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
