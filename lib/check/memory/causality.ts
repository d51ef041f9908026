/**
 * The causal order of a memory: what one process did in its own order, from each write to the reads of
 * it, and whatever follows (Ahamad, Neiger, Burns, Kohli, Hutto 1995, Section 2).
 *
 * @module
 */

import { encode } from "../../model/encode.ts";
import { INITIAL, type Memory, tell } from "./memory.ts";
import { named, Relation, type Step } from "./relation.ts";
import { circular, type LevelVerdict, violation } from "./verdict.ts";

/** Why a process's own operations are in order. */
export function sessionWords(process: number): string {
  return `as process ${process} did one after the other`;
}

/** The order in which each process did what it did. */
export function sessionOrder({ accesses, sessions }: Memory): Relation {
  const order = new Relation(accesses.length);
  for (const [process, session] of sessions) {
    for (let i = 1; i < session.length; i++) {
      order.add(session[i - 1]!, session[i]!, sessionWords(process), { chains: true });
    }
  }
  return order;
}

/** The causal order. */
export function causalOrder(memory: Memory): Relation {
  const order = sessionOrder(memory);
  for (const { kind, from, index } of memory.accesses) {
    if (kind === "read" && from !== INITIAL) order.add(from, index, "as it was read");
  }
  return order;
}

/**
 * What no level allows, so that each of them may take it for granted: a value out of thin air, or a read
 * that is the cause of what it read. Nothing when the ground is firm.
 */
export function groundless(
  memory: Memory,
  order: Relation = causalOrder(memory),
): LevelVerdict | undefined {
  const [thin] = memory.thin;
  if (thin !== undefined) {
    const words = `process ${thin.process} reads ${encode(thin.output)}, which nobody has written`;
    return { verdict: "violation", operations: [thin], words: [words] };
  }
  if (order.onCycle >= 0) return circular(memory.accesses, order);
  return undefined;
}

/** A read of nothing, after a write that it must have seen; `steps` lead from the one to the other. */
export function staleInitial(
  { accesses }: Memory,
  read: number,
  steps: readonly Step[],
): LevelVerdict {
  const b = accesses[read]!;
  const words = steps.map(({ from, to, why }) =>
    `${tell(accesses[from]!)} before ${tell(accesses[to]!)}, ${why}`
  );
  return violation(named(steps).map((index) => accesses[index]!), [
    ...words,
    `yet process ${b.process} reads ${b.key || "the register"} as if nobody had written it`,
  ]);
}
